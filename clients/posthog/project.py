"""One project's part of the API, under whichever of its two addresses the server has it.

Newer servers answer below `/api/projects/ID/`, older ones some things only below
`/api/environments/ID/`, with the same id. Which one is right differs by resource and by version.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import quote

from clients.errors import AddressWrong, NotFound
from clients.posthog.connection import Connection, Query
from clients.posthog.patience import Patience
from scans.model import Json

PROJECTS = "projects"
ENVIRONMENTS = "environments"


class Project:
    """Sends requests below the project's address. `name` has no slash at its ends.

    Of the first answers below a name's first part it learns the address of all others there.
    """

    def __init__(self, connection: Connection, project_id: int | str) -> None:
        self._connection = connection
        self._id = quote(str(project_id), safe="")
        self._forms: dict[str, str] = {}

    @property
    def patience(self) -> Patience:
        """How long to wait for an answer."""
        return self._connection.patience

    @property
    def name(self) -> str:
        """The same for everybody who speaks with this project."""
        return f"{self._connection.host} {self._id}"

    def path(self, name: str) -> str:
        """Return where `name` is, as far as that is known."""
        return self._path(self._forms.get(_family(name), PROJECTS), name)

    async def get(self, name: str, query: Query | None = None) -> Json:
        """Return the JSON object at `name`. Raises any `ClientError`."""
        return await self._either(name, partial(self._connection.get, query=query))

    async def post(self, name: str, body: Json, *, attempts: int | None = None) -> Json:
        """Return what answers `body`. Raises any `ClientError`."""
        post = partial(self._connection.post, body=body, attempts=attempts)
        return await self._either(name, post)

    async def delete(self, name: str) -> Json:
        """Ask once for `name` to end. Raises any `ClientError`."""
        return await self._connection.delete(self.path(name))

    async def _either(self, name: str, ask: Callable[[str], Awaitable[Json]]) -> Json:
        family = _family(name)
        if family in self._forms:
            return await ask(self.path(name))
        try:
            answer = await ask(self._path(PROJECTS, name))
        except NotFound as missing:
            answer = await self._elsewhere(name, ask, missing)
            self._forms[family] = ENVIRONMENTS
            return answer
        self._forms[family] = PROJECTS
        return answer

    async def _elsewhere(
        self, name: str, ask: Callable[[str], Awaitable[Json]], missing: NotFound
    ) -> Json:
        try:
            return await ask(self._path(ENVIRONMENTS, name))
        except (NotFound, AddressWrong):
            # A server without environments; what is missing is missing at the newer address.
            raise missing from None

    def _path(self, form: str, name: str) -> str:
        return f"/api/{form}/{self._id}/{name}/"


def _family(name: str) -> str:
    return name.partition("/")[0]
