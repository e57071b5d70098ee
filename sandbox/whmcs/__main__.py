"""``python -m sandbox.whmcs``: the stand-in alone, on a port."""

import sys

from sandbox.alone import alone
from sandbox.whmcs import serve

if __name__ == "__main__":
    sys.exit(alone("sandbox.whmcs", __doc__, serve))
