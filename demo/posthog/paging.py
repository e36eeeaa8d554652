"""Pages of a list: `{count, next, previous, results}` with absolute addresses."""

from collections.abc import Sequence

from starlette.requests import Request

from demo.posthog.shapes import Json

PAGE_SIZE = 100


def limit_offset(request: Request, rows: Sequence[Json]) -> Json:
    """The page `limit` and `offset` ask for; a limit beyond 100 is cut to 100.

    A limit or offset that makes no sense counts as not given.
    """
    limit = min(_number(request, "limit", PAGE_SIZE, least=1), PAGE_SIZE)
    offset = _number(request, "offset", 0, least=0)
    more, less = offset + limit < len(rows), offset > 0
    before = max(offset - limit, 0)
    return {
        "count": len(rows),
        "next": _address(request, limit=limit, offset=offset + limit) if more else None,
        "previous": _address(request, limit=limit, offset=before) if less else None,
        "results": list(rows[offset : offset + limit]),
    }


def numbered(request: Request, rows: Sequence[Json], *, size: str, count: str) -> Json:
    """The page `page` (from 1) asks for; `size` and `count` name the size and total fields."""
    per_page = min(_number(request, size, PAGE_SIZE, least=1), PAGE_SIZE)
    page = _number(request, "page", 1, least=1)
    start = (page - 1) * per_page
    more = start + per_page < len(rows)
    return {
        count: len(rows),
        "next": _address(request, page=page + 1) if more else None,
        "previous": _address(request, page=page - 1) if page > 1 else None,
        "results": list(rows[start : start + per_page]),
    }


def _number(request: Request, name: str, default: int, *, least: int) -> int:
    try:
        number = int(request.query_params[name])
    except (KeyError, ValueError):
        return default
    return number if number >= least else default


def _address(request: Request, **parameters: int) -> str:
    return str(request.url.include_query_params(**parameters))
