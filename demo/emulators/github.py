"""GitHub's API: emulate's answers, corrected where GitHub answers otherwise.

What is corrected, and why, stands at each function. What emulate answers well is passed on.
"""

import json
import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, cast

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from demo.emulators import credentials, github_routes
from demo.emulators.gate import UnknownRoute
from demo.emulators.ledger import Exchange
from demo.emulators.merged import MergedPulls
from demo.emulators.mirror import Mirror
from demo.emulators.refusals import error
from demo.emulators.repository import Repository
from demo.emulators.upstream import as_response, forward, json_of

_PULL = "/repos/{owner}/{repo}/pulls/{number}"
_EDITABLE = {"title", "body", "state", "base", "maintainer_can_modify"}
_SEEDED_TOKENS = {credentials.GITHUB_TOKEN, credentials.READ_ONLY_TOKEN}
_FRACTION_AND_ZONE = re.compile(r"(?<=T\d\d:\d\d:\d\d)(\.\d+)?(Z|\+00:00)$")

Handler = Callable[[Request, Exchange, dict[str, str]], Awaitable[Response]]


class GitHub:
    """The API below one prefix.

    `clone_base` is the address of the git server; `more` answers routes of which emulate has none.
    """

    def __init__(
        self,
        upstream: httpx.AsyncClient,
        admin: httpx.AsyncClient,
        repository: Repository,
        mirror: Mirror,
        clone_base: str,
        merged: MergedPulls,
        more: dict[str, Handler],
    ) -> None:
        self._upstream = upstream
        self._admin = admin
        self._repository = repository
        self._mirror = mirror
        self._clone_base = clone_base
        self._tokens = set(_SEEDED_TOKENS)
        self._merged = merged
        self._handlers: dict[str, Handler] = {
            "POST /app/installations/{id}/access_tokens": self._grant,
            "POST /repos/{owner}/{repo}/pulls": self._open_pull,
            f"GET {_PULL}": self._show_pull,
            f"PATCH {_PULL}": self._edit_pull,
            f"GET {_PULL}/files": self._pull_files,
            f"GET {_PULL}/commits": self._pull_commits,
            "GET /repos/{owner}/{repo}/issues": self._list_issues,
            "GET /repos/{owner}/{repo}/issues/{number}": self._show_issue,
            "GET /repos/{owner}/{repo}/commits/{sha}/pulls": self._pulls_of_commit,
            f"GET {_PULL}/reviews": self._list_reviews,
            **more,
        }

    def may_clone(self, token: str) -> bool:
        """Does this token open the repository to the git program?"""
        return token in self._tokens and token != credentials.READ_ONLY_TOKEN

    def forget(self) -> None:
        """Forgets the tokens that were granted to installations of the App."""
        self._tokens = set(_SEEDED_TOKENS)

    async def answer(self, request: Request, exchange: Exchange) -> Response:
        """Answers one request as GitHub does."""
        refusal = self._check_token(request, exchange.path)
        if refusal is not None:
            return refusal
        if found := github_routes.match(github_routes.CORRECTED, exchange.method, exchange.path):
            return await self._handlers[found[0]](request, exchange, found[1])
        if github_routes.match(github_routes.PASSED_ON, exchange.method, exchange.path):
            return await self._pass_on(request)
        if github_routes.match(github_routes.MOVES_A_BRANCH, exchange.method, exchange.path):
            response = await self._pass_on(request)
            await self._mirror.to_git()
            return response
        raise UnknownRoute("this route is not in demo/emulators/github_routes.py")

    def _check_token(self, request: Request, path: str) -> Response | None:
        """Emulate takes an unknown token for its first user; GitHub answers 401."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        # A JSON web token opens the App's own routes only; emulate checks its signature.
        if token.count(".") == 2 and (path.startswith("/app") or path.endswith("/installation")):
            return None
        if scheme.lower() in ("bearer", "token") and token in self._tokens:
            return None
        if scheme:
            return error(401, "Bad credentials")
        # Without a token a private repository does not exist.
        return error(404, "Not Found")

    async def _pass_on(self, request: Request, content: bytes | None = None) -> Response:
        """Emulate's answer, completed."""
        answer = await self._ask(request, content)
        if request.method == "GET" and _is_refused_read(answer):
            return error(404, "Not Found")
        body = json_of(answer)
        return as_response(answer, None if body is None else await self._complete(body))

    async def _ask(self, request: Request, content: bytes | None = None) -> httpx.Response:
        path = _raw_path(request)
        body = await request.body() if content is None else content
        return await forward(self._upstream, request, path, body)

    async def _grant(self, request: Request, exchange: Exchange, _: dict[str, str]) -> Response:
        """Empty `permissions` mean all of the installation's to GitHub, none to emulate."""
        body: dict[str, Any] = exchange.request or {}
        if not body.get("permissions"):
            body.pop("permissions", None)
        response = await self._pass_on(request, json.dumps(body).encode())
        if response.status_code == HTTPStatus.CREATED:
            self._tokens.add(json.loads(bytes(response.body))["token"])
        return response

    async def _open_pull(
        self, request: Request, exchange: Exchange, parameters: dict[str, str]
    ) -> Response:
        """Emulate accepts a second pull request, an empty one, and one without a branch."""
        body: dict[str, Any] = exchange.request or {}
        owner = parameters["owner"]
        head = str(body.get("head", "")).removeprefix(f"{owner}:")
        base = str(body.get("base", ""))
        if not isinstance(body.get("draft", False), bool):
            return _invalid("draft", "draft is not a boolean")
        for name, branch in (("head", head), ("base", base)):
            if await self._repository.tip(branch) is None:
                return _invalid(name)
        ahead = await self._repository.text("rev-list", "--count", f"{base}..{head}")
        if ahead == "0":
            return _invalid(None, f"No commits between {base} and {head}")
        pulls = f"/repos/{owner}/{parameters['repo']}/pulls"
        query = {"state": "open", "head": f"{owner}:{head}", "base": base}
        if (await self._admin.get(pulls, params=query)).json():
            return _invalid(None, f"A pull request already exists for {owner}:{head}.")
        return await self._pass_on(request)

    async def _show_pull(
        self, request: Request, _: Exchange, parameters: dict[str, str]
    ) -> Response:
        """Emulate knows no diff and counts neither commits nor lines."""
        answer = await self._ask(request)
        body = json_of(answer)
        if _is_refused_read(answer):
            return error(404, "Not Found")
        if answer.is_error:
            return as_response(answer)
        pull = await self._complete(body)
        accept = request.headers.get("accept", "")
        if "diff" in accept or "patch" in accept:
            diff = await self._repository.text("diff", f"{pull['base']['sha']}...{_tip(pull)}")
            return PlainTextResponse(diff + "\n")
        compared = await self._compare(pull, parameters)
        files = compared["files"]
        pull |= {
            "commits": compared["total_commits"],
            "changed_files": len(files),
            "additions": sum(file["additions"] for file in files),
            "deletions": sum(file["deletions"] for file in files),
        }
        return as_response(answer, pull)

    async def _edit_pull(self, request: Request, exchange: Exchange, _: dict[str, str]) -> Response:
        """Emulate lets a draft become ready this way; GitHub only does so over GraphQL."""
        unknown = set(exchange.request or {}) - _EDITABLE
        if unknown:
            raise UnknownRoute(f"a pull request has no editable {', '.join(sorted(unknown))}")
        return await self._pass_on(request)

    async def _pull_files(
        self, request: Request, _: Exchange, parameters: dict[str, str]
    ) -> Response:
        """Emulate lists no files; a comparison of the same two commits does."""
        return await self._from_comparison(request, parameters, "files")

    async def _pull_commits(
        self, request: Request, _: Exchange, parameters: dict[str, str]
    ) -> Response:
        """Emulate lists the base commit as well."""
        return await self._from_comparison(request, parameters, "commits")

    async def _from_comparison(
        self, request: Request, parameters: dict[str, str], part: str
    ) -> Response:
        if request.query_params.get("page", "1") != "1":
            return JSONResponse([])
        answer = await self._admin.get(_PULL.format(**parameters))
        if answer.is_error:
            return error(404, "Not Found")
        compared = await self._compare(await self._complete(answer.json()), parameters)
        return JSONResponse(await self._complete(compared[part]))

    async def _show_issue(
        self, request: Request, _: Exchange, parameters: dict[str, str]
    ) -> Response:
        """A pull request is an issue too; emulate says 404."""
        answer = await self._ask(request)
        if answer.status_code != HTTPStatus.NOT_FOUND:
            return as_response(answer, await self._complete(json_of(answer)))
        pull = await self._admin.get(_PULL.format(**parameters))
        if pull.is_error:
            return as_response(answer)
        return JSONResponse(_as_issue(await self._complete(pull.json())))

    async def _list_issues(
        self, request: Request, _: Exchange, parameters: dict[str, str]
    ) -> Response:
        """Pull requests stand in GitHub's list of issues; emulate leaves them out."""
        answer = await self._ask(request)
        issues = await self._complete(json_of(answer))
        if answer.is_error or request.query_params.get("page", "1") != "1":
            return as_response(answer, issues)
        query = {"state": request.query_params.get("state", "open"), "per_page": "100"}
        path = "/repos/{owner}/{repo}/pulls".format(**parameters)
        pulls = (await self._admin.get(path, params=query)).raise_for_status().json()
        wanted = {name for name in request.query_params.get("labels", "").split(",") if name}
        issues += [
            _as_issue(await self._complete(pull))
            for pull in pulls
            if wanted <= {label["name"] for label in pull["labels"]}
        ]
        return as_response(answer, sorted(issues, key=lambda issue: -issue["number"]))

    async def _pulls_of_commit(
        self, request: Request, _: Exchange, parameters: dict[str, str]
    ) -> Response:
        """Emulate takes the route for a commit; GitHub lists the pull requests that brought it."""
        answer = await self._ask(request)
        if _is_refused_read(answer):
            return error(404, "Not Found")
        if request.query_params.get("page", "1") != "1":
            return JSONResponse([])
        path = "/repos/{owner}/{repo}/pulls".format(**parameters)
        listed = await self._admin.get(path, params={"state": "closed", "per_page": "100"})
        pulls = [await self._complete(pull) for pull in listed.raise_for_status().json()]
        return JSONResponse([p for p in pulls if await self._brought(p, parameters["sha"])])

    async def _list_reviews(
        self, request: Request, _: Exchange, parameters: dict[str, str]
    ) -> Response:
        """Emulate knows nothing of what happened before anybody asked."""
        reviews = self._merged.reviews(int(parameters["number"]))
        if reviews is None:
            return await self._pass_on(request)
        return JSONResponse(reviews if request.query_params.get("page", "1") == "1" else [])

    async def _brought(self, pull: dict[str, Any], sha: str) -> bool:
        if pull.get("merged_at") is None:
            return False
        if pull["merge_commit_sha"] == sha:
            return True
        span = f"{pull['base']['sha']}..{_tip(pull)}"
        return sha in (await self._repository.text("rev-list", span)).split()

    async def _compare(self, pull: dict[str, Any], parameters: dict[str, str]) -> dict[str, Any]:
        repository = f"/repos/{parameters['owner']}/{parameters['repo']}"
        span = f"{pull['base']['sha']}...{_tip(pull)}"
        answer = await self._admin.get(f"{repository}/compare/{span}")
        answer.raise_for_status()
        return cast("dict[str, Any]", answer.json())

    async def _complete(self, value: Any) -> Any:
        """Rewrites what emulate spells differently, at any depth.

        Dates lose their milliseconds and end in Z; a reference is edited below `git/refs`, not
        `git/ref`; cloning happens at the git server; an open pull request follows its branch.
        """
        if isinstance(value, list):
            return [await self._complete(member) for member in cast("list[Any]", value)]
        if isinstance(value, str):
            return _FRACTION_AND_ZONE.sub("Z", value)
        if not isinstance(value, dict):
            return value
        completed = {
            key: await self._complete(member)
            for key, member in cast("dict[str, Any]", value).items()
        }
        if "clone_url" in completed:
            completed["clone_url"] = f"{self._clone_base}/{completed['full_name']}.git"
        if "ref" in completed and "object" in completed:
            completed["url"] = completed["url"].replace("/git/ref/", "/git/refs/")
        if "draft" in completed and "head" in completed:
            completed = self._merged.told(completed)
        if "draft" in completed and completed.get("state") == "open":
            tip = await self._repository.tip(completed["head"]["ref"])
            completed["head"]["sha"] = tip or completed["head"]["sha"]
        return completed


def _tip(pull: dict[str, Any]) -> str:
    return cast("str", pull["head"]["sha"])


def _raw_path(request: Request) -> str:
    """The path as it was sent, without our prefix: decoding it would merge `%2F` with `/`."""
    raw: bytes = request.scope["raw_path"]
    return raw.decode("ascii").removeprefix("/github").partition("?")[0]


def _is_refused_read(answer: httpx.Response) -> bool:
    """GitHub does not admit that a private repository exists; the limit is another 403."""
    return (
        answer.status_code == HTTPStatus.FORBIDDEN
        and answer.headers.get("x-ratelimit-remaining") != "0"
    )


def _as_issue(pull: dict[str, Any]) -> dict[str, Any]:
    shared = (
        "number", "node_id", "id", "state", "locked", "title", "user", "body", "labels",
        "assignee", "assignees", "milestone", "comments", "created_at", "updated_at",
        "closed_at", "author_association", "html_url", "draft",
    )  # fmt: skip
    links = ("url", "html_url", "diff_url", "patch_url", "merged_at")
    return {
        # A list of pull requests counts no comments.
        **{key: pull[key] for key in shared if key in pull},
        "url": pull["issue_url"],
        "labels_url": f"{pull['issue_url']}/labels{{/name}}",
        "comments_url": pull["comments_url"],
        "events_url": f"{pull['issue_url']}/events",
        "repository_url": pull["base"]["repo"]["url"],
        "pull_request": {key: pull[key] for key in links},
    }


def _invalid(field: str | None, message: str | None = None) -> Response:
    """GitHub's 422: what was wrong with which field of the pull request."""
    problem = {"resource": "PullRequest", "code": "custom" if message else "invalid"}
    if field:
        problem["field"] = field
    if message:
        problem["message"] = message
    return error(422, "Validation Failed", errors=[problem])
