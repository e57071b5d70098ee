"""The workspace in a browser: pages rendered here, kept live by server-sent events and one small script. It shows what
each person would see and acts only through acting.py; it owns no state of its own but who has read how far."""
