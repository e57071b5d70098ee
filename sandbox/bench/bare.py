"""The baseline: a bare Bolt app whose one listener only acks, on the same server as the product (starlette, uvicorn, a
thread pool around ``App.dispatch``). Everything of Bolt is default; ``--before-response`` sets the option that makes
it run the listener in the request's own thread.
"""

import argparse
import asyncio
import socket
import sys

import uvicorn
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.bench.processes import SIGNING_SECRET


def build(*, before_response: bool) -> Starlette:
    us = AuthorizeResult(
        enterprise_id=None,
        team_id="T0HANDOFF",
        bot_token="xoxb-demo-handoff",
        bot_id="B0HANDOFF",
        bot_user_id="U0HANDOFF",
    )
    if before_response:
        app = App(signing_secret=SIGNING_SECRET, authorize=lambda: us, process_before_response=True)
    else:
        app = App(signing_secret=SIGNING_SECRET, authorize=lambda: us)

    def pressed(ack: Ack) -> None:
        ack()

    app.action("orders.approve")(pressed)

    def dispatch(body: str, headers: dict[str, str]) -> Response:
        answer = app.dispatch(BoltRequest(body=body, headers=headers))  # type: ignore[arg-type]
        return Response(answer.body, answer.status, answer.first_headers_without_set_cookie())

    async def events(request: Request) -> Response:
        body = (await request.body()).decode()
        return await run_in_threadpool(dispatch, body, dict(request.headers.items()))

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


async def serve(app: Starlette) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False, lifespan="off")
    )
    serving = asyncio.create_task(server.serve())
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    sys.stdout.write(f"ready http://127.0.0.1:{port}\n")
    sys.stdout.flush()
    await serving


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.bench.bare", description=__doc__)
    parser.add_argument("--before-response", action="store_true")
    asyncio.run(serve(build(before_response=parser.parse_args().before_response)))


if __name__ == "__main__":
    main()
