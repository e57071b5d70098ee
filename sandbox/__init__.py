"""Local stand-ins for the outside world, and what drives them. They know nothing of the product."""
