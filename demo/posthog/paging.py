"""Pages of a list: `{count, next, previous, results}` with absolute addresses."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
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


def by_cursor(request: Request, rows: Sequence[Json]) -> Json:
    """The page after a cursor, of 100 rows and without any count, as older logs have it.

    A cursor here is the place of the page's first row, packed so that nobody computes one.
    """
    start = _unpacked(request.query_params.get("cursor", ""))
    after, before = start + PAGE_SIZE, max(start - PAGE_SIZE, 0)
    more = after < len(rows)
    return {
        "next": _address(request, cursor=_packed(after)) if more else None,
        "previous": _address(request, cursor=_packed(before)) if start > 0 else None,
        "results": list(rows[start:after]),
    }


def _packed(place: int) -> str:
    return urlsafe_b64encode(f"p={place}".encode()).decode()


def _unpacked(cursor: str) -> int:
    try:
        return int(urlsafe_b64decode(cursor).decode().removeprefix("p="))
    except ValueError:
        return 0


def _number(request: Request, name: str, default: int, *, least: int) -> int:
    try:
        number = int(request.query_params[name])
    except (KeyError, ValueError):
        return default
    return number if number >= least else default


def _address(request: Request, **parameters: int | str) -> str:
    return str(request.url.include_query_params(**parameters))
