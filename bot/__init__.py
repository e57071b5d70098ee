"""The machine: Slack, the store, the outbox, the clock and the vendors. It knows no workflow by name."""
