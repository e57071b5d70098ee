"""The clients of the outside world. They speak to the network and know no rows."""
