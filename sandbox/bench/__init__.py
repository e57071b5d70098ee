"""The benchmark: measures the product from outside, as its own processes between the stand-ins, and prints figures.

It imports nothing of the product and looks into no store of it: a click is an HTTP request that somebody timed, a call
is a line of a stand-in's request log, a final card is what the channel shows. It reads in this order: ``processes``
(what runs), ``stage`` (orders, cards, clicks), ``acks``, ``load``, ``hung`` and ``approvals`` (what is measured),
``suite`` (the whole run and the shape of its figures).
"""
