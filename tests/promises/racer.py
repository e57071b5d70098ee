"""A process that sends signed requests at agreed instants: one of those that race.

Reads from stdin a JSON object {start, every_s, threads, shots: [[url, headers, body], …]}; shot i leaves at
start + i x every_s. Writes one JSON list [status, …] (0: no answer). It imports nothing of the product.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx


def main() -> None:
    plan = json.load(sys.stdin)
    with httpx.Client(trust_env=False, timeout=20) as http, ThreadPoolExecutor(plan["threads"]) as pool:

        def fire(number: int) -> int:
            url, headers, body = plan["shots"][number]
            time.sleep(max(0.0, plan["start"] + number * plan["every_s"] - time.time()))
            try:
                return http.post(url, headers=headers, content=body).status_code
            except httpx.TransportError:
                return 0

        json.dump(list(pool.map(fire, range(len(plan["shots"])))), sys.stdout)


if __name__ == "__main__":
    main()
