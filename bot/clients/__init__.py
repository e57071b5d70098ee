"""The clients of the outside world: Salesforce and Slack's Web API, each parsed at its edge into values of ours.

They own the wire: addresses, credentials, time limits, what may be sent twice, and what a failure means. They know no
workflow, no row of the store and not each other; what they share is ``faults`` and ``addresses``.
"""
