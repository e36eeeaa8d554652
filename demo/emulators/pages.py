"""Pages to look at, where the real services have theirs: emulate has none of this kind."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import jinja2
import jinja2.runtime
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from demo.emulators import credentials
from demo.emulators.markdown import from_markdown, from_mrkdwn
from demo.emulators.merged import MergedPulls
from demo.emulators.repository import GitRefused, Repository

TEMPLATES = Path(__file__).with_name("templates")
_PICTURES = ("image/png", "image/jpeg", "image/gif")
REPOSITORY = f"/github/{credentials.FULL_NAME}"


class Pages:
    """Reads emulate and git, writes HTML. Everything is escaped unless a renderer made it."""

    def __init__(
        self,
        github: httpx.AsyncClient,
        slack: httpx.AsyncClient,
        repository: Repository,
        merged: MergedPulls,
    ) -> None:
        self._github = github
        self._merged = merged
        self._slack = slack
        self._repository = repository
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
        )
        filters: dict[str, Callable[..., Any]] = {
            "markdown": from_markdown,
            "mrkdwn": _mrkdwn,
            "moment": _moment,
            "line_kind": _line_kind,
        }
        self._templates.filters.update(filters)

    def routes(self) -> list[Route]:
        """The addresses, the same below their prefix as at the real services."""
        return [
            Route("/", self._front),
            Route(REPOSITORY, self._pulls),
            Route(f"{REPOSITORY}/pulls", self._pulls),
            Route(f"{REPOSITORY}/pull/{{number:int}}", self._pull),
            Route(f"{REPOSITORY}/issues/{{number:int}}", self._issue),
            Route(f"{REPOSITORY}/blob/{{ref}}/{{path:path}}", self._blob),
            Route("/slack/files-pri/{file}/{name}", self._picture),
            Route("/slack/archives/{channel}", self._channel),
            Route("/slack/archives/{channel}/{message}", self._channel),
        ]

    def _page(self, template: str, status: int = 200, /, **values: Any) -> Response:
        page = self._templates.get_template(template)
        shared = {
            "repository": credentials.FULL_NAME,
            "channels": (credentials.SLACK_CHANNEL, credentials.SLACK_ALERT_CHANNEL),
        }
        return HTMLResponse(page.render(**{**shared, **values}), status)

    async def _front(self, _: Request) -> Response:
        return self._page("front.html")

    async def _pulls(self, _: Request) -> Response:
        found = await self._api("/pulls", state="all", per_page="100")
        return self._page("pulls.html", pulls=[self._merged.told(pull) for pull in found])

    async def _pull(self, request: Request) -> Response:
        number = request.path_params["number"]
        pull = await self._api(f"/pulls/{number}")
        if pull is None:
            return self._page("missing.html", 404, what=f"Pull request #{number}")
        pull = self._merged.told(pull)
        tip = await self._repository.tip(pull["head"]["ref"]) or pull["head"]["sha"]
        compared = await self._api(f"/compare/{pull['base']['sha']}...{tip}")
        comments = await self._api(f"/issues/{number}/comments")
        return self._page(
            "pull.html", pull=pull, tip=tip, files=compared["files"], comments=comments
        )

    async def _issue(self, request: Request) -> Response:
        number = request.path_params["number"]
        issue = await self._api(f"/issues/{number}")
        if issue is None:
            return self._page("missing.html", 404, what=f"Issue #{number}")
        comments = await self._api(f"/issues/{number}/comments")
        return self._page("issue.html", issue=issue, comments=comments)

    async def _blob(self, request: Request) -> Response:
        ref, path = request.path_params["ref"], request.path_params["path"]
        try:
            # After `--end-of-options` a name from an address cannot be taken for an option.
            content = await self._repository.run("show", "--end-of-options", f"{ref}:{path}")
        except GitRefused:
            return self._page("missing.html", 404, what=path)
        lines = content.decode(errors="replace").splitlines()
        return self._page("blob.html", ref=ref, path=path, lines=lines)

    async def _channel(self, request: Request) -> Response:
        wanted = request.path_params["channel"]
        listed = (await self._slack.post("/api/conversations.list")).json()["channels"]
        found = [channel for channel in listed if wanted in (channel["id"], channel["name"])]
        if not found:
            return self._page("missing.html", 404, what=f"Channel {wanted}")
        names, messages = await self._names(listed), await self._messages(found[0]["id"])
        return self._page(
            "channel.html",
            title=found[0]["name"],
            messages=messages,
            names=names,
            site=str(request.base_url).rstrip("/"),
        )

    async def _names(self, channels: list[dict[str, Any]]) -> dict[str, str]:
        """Ids of people, bots and channels to what they are called."""
        members = (await self._slack.post("/api/users.list")).json()["members"]
        return {each["id"]: each.get("real_name") or each["name"] for each in [*members, *channels]}

    async def _messages(self, channel: str) -> list[dict[str, Any]]:
        """Messages in the order they were posted, each with its thread."""
        arguments = {"channel": channel, "limit": "200"}
        history = await self._slack.post("/api/conversations.history", data=arguments)
        messages = list(reversed(history.json()["messages"]))
        for message in messages:
            message["replies"] = []
            if message.get("reply_count"):
                asked = {"channel": channel, "ts": message["ts"]}
                thread = await self._slack.post("/api/conversations.replies", data=asked)
                message["replies"] = thread.json()["messages"][1:]
        return messages

    async def _picture(self, request: Request) -> Response:
        """A file that somebody has uploaded; people see pictures, and pictures only."""
        path = request.url.path.removeprefix("/slack")
        answer = await self._slack.get(path)
        kind = answer.headers.get("content-type", "")
        if answer.is_error or not kind.startswith(_PICTURES):
            return self._page("missing.html", 404, what=request.path_params["name"])
        return Response(answer.content, media_type=kind)

    async def _api(self, path: str, **query: str) -> Any:
        answer = await self._github.get(f"/repos/{credentials.FULL_NAME}{path}", params=query)
        return None if answer.is_error else answer.json()


@jinja2.pass_context
def _mrkdwn(context: jinja2.runtime.Context, text: str) -> Markup:
    """A Slack text, with the names of those whom the page knows."""
    return from_mrkdwn(text, context.get("names"))


def _moment(stamp: str) -> str:
    """A date of GitHub's or a timestamp of Slack's, for people."""
    when = (
        datetime.fromisoformat(stamp)
        if "T" in stamp
        else datetime.fromtimestamp(float(stamp), tz=UTC)
    )
    return f"{when:%d %b %Y %H:%M} UTC"


def _line_kind(line: str) -> str:
    """The class of a line of a diff."""
    return {"+": "added", "-": "removed", "@": "hunk"}.get(line[:1], "context")
