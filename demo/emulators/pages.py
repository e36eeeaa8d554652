"""Pages to look at, where the real services have theirs: emulate has none of this kind."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from demo.emulators import credentials
from demo.emulators.markdown import from_markdown, from_mrkdwn
from demo.emulators.merged import MergedPulls
from demo.emulators.repository import GitRefused, Repository

TEMPLATES = Path(__file__).with_name("templates")
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
        self._templates.filters |= {
            "markdown": from_markdown,
            "mrkdwn": from_mrkdwn,
            "moment": _moment,
            "line_kind": _line_kind,
        }

    def routes(self) -> list[Route]:
        """The addresses, the same below their prefix as at the real services."""
        return [
            Route("/", self._front),
            Route(REPOSITORY, self._pulls),
            Route(f"{REPOSITORY}/pulls", self._pulls),
            Route(f"{REPOSITORY}/pull/{{number:int}}", self._pull),
            Route(f"{REPOSITORY}/issues/{{number:int}}", self._issue),
            Route(f"{REPOSITORY}/blob/{{ref}}/{{path:path}}", self._blob),
            Route("/slack/archives/{channel}", self._channel),
            Route("/slack/archives/{channel}/{message}", self._channel),
        ]

    def _page(self, template: str, status: int = 200, /, **values: Any) -> Response:
        page = self._templates.get_template(template)
        shared = {"repository": credentials.FULL_NAME, "channel": credentials.SLACK_CHANNEL}
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
        messages = await self._messages(found[0]["id"])
        return self._page("channel.html", title=found[0]["name"], messages=messages)

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

    async def _api(self, path: str, **query: str) -> Any:
        answer = await self._github.get(f"/repos/{credentials.FULL_NAME}{path}", params=query)
        return None if answer.is_error else answer.json()


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
