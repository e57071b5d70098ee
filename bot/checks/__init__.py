"""The operator's questions before and after a start: is everything there that the bot needs, and what to do if not.

Each check asks one thing and returns lines; nothing here changes anything, and printing is the command's.
"""
