"""``python -m sandbox.salesforce``: the stand-in alone, on a port."""

import sys

from sandbox.alone import alone
from sandbox.salesforce import serve

if __name__ == "__main__":
    sys.exit(alone("sandbox.salesforce", __doc__, serve))
