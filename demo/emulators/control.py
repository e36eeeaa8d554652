"""The control door, for tests: ordering faults, looking at what happened, starting over."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from demo.emulators.faults import Fault
from demo.emulators.gate import Gate

PREFIX = "/_control"


def control_routes(gate: Gate, reset: Callable[[], Awaitable[None]], more: list[Route]) -> Mount:
    """Everything below `/_control`. `reset` brings the counterparts back to their start."""

    async def order(request: Request) -> Response:
        try:
            fault = Fault.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"message": str(error)}, 422)
        gate.faults.orders.append(fault)
        return JSONResponse(fault.model_dump(), 201)

    async def orders(_: Request) -> Response:
        return JSONResponse([fault.model_dump() for fault in gate.faults.orders])

    async def forget(_: Request) -> Response:
        gate.faults.clear()
        return Response(status_code=204)

    async def requests(request: Request) -> Response:
        globs = {key: request.query_params.get(key, "*") for key in ("service", "method", "path")}
        return JSONResponse([asdict(exchange) for exchange in gate.ledger.matching(**globs)])

    async def failures(_: Request) -> Response:
        return JSONResponse(gate.ledger.failures)

    async def holds(_: Request) -> Response:
        held = [{"kind": hold.kind, **asdict(hold.exchange)} for hold in gate.faults.holds]
        return JSONResponse(held)

    async def release(_: Request) -> Response:
        return JSONResponse({"released": gate.faults.release()})

    async def start_over(_: Request) -> Response:
        gate.faults.clear()
        gate.faults.release()
        await reset()
        gate.ledger.clear()
        return Response(status_code=204)

    return Mount(
        PREFIX,
        routes=[
            Route("/faults", order, methods=["POST"]),
            Route("/faults", orders, methods=["GET"]),
            Route("/faults", forget, methods=["DELETE"]),
            Route("/requests", requests, methods=["GET"]),
            Route("/failures", failures, methods=["GET"]),
            Route("/holds", holds, methods=["GET"]),
            Route("/release", release, methods=["POST"]),
            Route("/reset", start_over, methods=["POST"]),
            *more,
        ],
    )
