"""What an operator may see and do: health, deliveries, the kill switch, exports and backups.

Functions on the store or a session: they print nothing and know no Slack, so that the command line and Slack call the
same ones. What changes something writes an audit line with who did it, in the same transaction, or raises Refusal.
"""
