"""``python -m sandbox.demo.launch MODULE PROGRAM [ARGUMENT...]``: import MODULE, which takes a second, and only then
tell PROGRAM what time it is in the story. It exists because a story clock starts when the program reads it: without
this the bot would lag behind the org by its own start, a minute at sixty times real time. It knows neither by name."""

import os
import runpy
import sys
import time
from datetime import datetime, timedelta
from importlib import import_module


def main() -> None:
    _, module, program, *arguments = sys.argv
    import_module(module)
    instant, rate, read_at = os.environ.pop("STORY").split("@")
    # The monotonic clock is the machine's, so both processes read the same one.
    since = timedelta(seconds=(time.monotonic() - float(read_at)) * float(rate))
    os.environ["HANDOFF_CLOCK"] = f"{(datetime.fromisoformat(instant) + since).isoformat()}@{rate}"
    sys.argv = [program, *arguments]
    runpy.run_module(program, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
