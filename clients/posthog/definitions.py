"""Event definitions, by name: a project may have millions, which nobody wants to page through."""

from collections.abc import Iterable, Iterator, Sequence

from clients.errors import AnswerUnusable, NotFound
from clients.posthog import kept
from clients.posthog.answers import SERVICE
from clients.posthog.pages import PAGE_SIZE, read_newest
from clients.posthog.project import Project
from scans.model import Json

LIST = "event_definitions"

LONGEST_QUERY = 2_000
"""Characters of names in one address; proxies cut or refuse longer ones."""


async def read_definitions(project: Project, names: Iterable[str]) -> list[Json]:
    """Return the definitions of these events, as far as there are any, in the order of names.

    Raises `AnswerUnusable` from a server that does not know the question and answers all of them,
    and any `ClientError`.
    """
    wanted = sorted(set(names))
    # The list separates names by commas and knows no way to write one.
    together = [name for name in wanted if "," not in name]
    found = [row for batch in _batches(together) for row in await _together(project, batch)]
    for name in wanted:
        if "," in name:
            found += await _alone(project, name)
    return sorted(found, key=lambda row: str(row.get("name")))


async def _together(project: Project, names: Sequence[str]) -> list[Json]:
    query = {"limit": PAGE_SIZE, "names": ",".join(names)}
    read = await read_newest(project, LIST, query, 1, kept.event_definition)
    known = set(names)
    if read.onward is not None or any(row.get("name") not in known for row in read.rows):
        request = f"GET {project.path(LIST)}"
        raise AnswerUnusable(SERVICE, request, "definitions of events that nobody asked for")
    return read.rows


async def _alone(project: Project, name: str) -> list[Json]:
    try:
        row = await project.get(f"{LIST}/by_name", {"name": name})
    except NotFound:
        return []
    return [kept.event_definition(row)] if row.get("name") == name else []


def _batches(names: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for name in names:
        if batch and (len(batch) == PAGE_SIZE or sum(map(len, [*batch, name])) > LONGEST_QUERY):
            yield batch
            batch = []
        batch.append(name)
    if batch:
        yield batch
