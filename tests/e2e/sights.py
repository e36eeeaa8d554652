"""What people see of a course: pull requests, branches, messages. Read past the worker."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from demo.company import Company
from demo.emulators.credentials import FULL_NAME, GITHUB_TOKEN, SLACK_CHANNEL, SLACK_TOKEN
from demo.shop import DEFAULT_BRANCH, expectations

EXPECTED = expectations()
REMOVABLE = {key for key, flag in EXPECTED.flags.items() if flag.pull_request}
"""Every flag that has to end in a pull request, and no other."""

REMOVABLE_EVENTS = {
    name
    for name, event in EXPECTED.dead_events.items()
    if event.suggested_action == "open_cleanup_pr"
}
"""Every dead event whose captures have to end in a pull request, and no other."""

REMOVABLE_BY = {"stale_flags": REMOVABLE, "dead_events": REMOVABLE_EVENTS}

BY_HAND = "basket-sidebar"
"""The flag whose checks nobody can take out with proof."""

OURS = "groundskeeper/"


def branch_of(key: str, scan: str = "stale_flags") -> str:
    """Return the branch that a removal of `key` stands on."""
    return f"{OURS}{scan}/{key}"


@dataclass(frozen=True)
class Sights:
    """The company from the outside; `bare` is the git server's repository on disk."""

    company: Company
    bare: Path

    def github(self, method: str, path: str, **body: Any) -> Any:
        """Ask GitHub below the repository, as a person with write access."""
        answer = httpx.request(
            method,
            f"{self.company.emulators.addresses.github_api}/repos/{FULL_NAME}{path}",
            headers={"authorization": f"Bearer {GITHUB_TOKEN}"},
            json=body or None,
            trust_env=False,
        )
        return answer.raise_for_status().json()

    def pull_requests(self) -> dict[str, dict[str, Any]]:
        """Return every pull request there ever was, by its branch."""
        found = self.github("GET", "/pulls?state=all&per_page=100")
        by_branch = {each["head"]["ref"]: each for each in found}
        assert len(by_branch) == len(found), "two pull requests for one branch"
        return by_branch

    def issues(self) -> list[dict[str, Any]]:
        """Return every issue there ever was, pull requests left out."""
        found = self.github("GET", "/issues?state=all&per_page=100")
        return [each for each in found if "pull_request" not in each]

    def messages(self) -> list[dict[str, Any]]:
        """Return the channel's messages, newest first."""

        def slack(method: str, **arguments: str) -> Any:
            answer = httpx.post(
                f"{self.company.emulators.addresses.slack_api}{method}",
                headers={"authorization": f"Bearer {SLACK_TOKEN}"},
                data=arguments,
                trust_env=False,
            )
            return answer.raise_for_status().json()

        listed = slack("conversations.list")["channels"]
        (channel,) = [each["id"] for each in listed if each["name"] == SLACK_CHANNEL]
        found = slack("conversations.history", channel=channel, include_all_metadata="true")
        # Emulate's channels begin with a message of their own.
        return [each for each in found["messages"] if each.get("metadata")]

    def git(self, *arguments: str, cwd: Path | None = None, stdin: bytes = b"") -> bytes:
        """Run git in the server's repository, or elsewhere."""
        return subprocess.run(
            ["git", *arguments], cwd=cwd or self.bare, input=stdin, capture_output=True, check=True
        ).stdout

    def branches(self) -> dict[str, str]:
        """Return every branch of ours with its commit, as git has it."""
        listed = self.git("for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads")
        found = dict(line.split() for line in listed.decode().splitlines())
        return {name: sha for name, sha in found.items() if name.startswith(OURS)}

    def commits_ahead(self, branch: str) -> int:
        """Return how many commits a branch has that the default branch has not."""
        return int(self.git("rev-list", "--count", f"{DEFAULT_BRANCH}..{branch}"))

    def tree(self, revision: str) -> dict[str, bytes]:
        """Return every file of a revision."""
        names = self.git("ls-tree", "-r", "-z", "--name-only", revision).decode()
        return {name: self.git("show", f"{revision}:{name}") for name in names.split("\0") if name}

    def push(self, clone: Path, branch: str, file: str, text: str) -> str:
        """Commit and push as a person does, from an old or a new clone; returns the commit."""
        address = self.company.emulators.addresses.clone_url
        address = address.replace("://", f"://x-access-token:{GITHUB_TOKEN}@")
        if not clone.exists():
            self.git("clone", "-q", "-b", DEFAULT_BRANCH, address, str(clone))
        self.git("checkout", "-q", "-B", branch, cwd=clone)
        (clone / file).write_text(text)
        self.git("add", file, cwd=clone)
        who = ("-c", "user.name=Robin", "-c", "user.email=robin@hazelnut.example")
        self.git(*who, "commit", "-qm", "By hand", cwd=clone)
        self.git("push", "-q", "origin", f"HEAD:refs/heads/{branch}", cwd=clone)
        return self.git("rev-parse", "HEAD", cwd=clone).decode().strip()

    def writes(self) -> Counter[str]:
        """Count what was sent to GitHub and Slack to change something, by service and path."""
        github = [
            each
            for method in ("POST", "PATCH", "PUT", "DELETE")
            for each in self.company.emulators.requests(service="github", method=method)
        ]
        slack = self.company.emulators.requests(service="slack", path="/api/chat.*")
        posted = [each for each in slack if each["path"] != "/api/chat.getPermalink"]
        pushes = self.company.emulators.requests(service="git", path="*git-receive-pack")
        return Counter(
            f"{each['service']} {re.sub(r'[0-9]+', 'N', each['path'])}"
            for each in (*github, *posted, *pushes)
        )


def occurrences(tree: Mapping[str, bytes], keys: Iterable[str]) -> dict[str, int]:
    """Count where each key stands alone in a tree: `a-b` is not in `a-b-c`."""
    text = "\n".join(content.decode() for content in tree.values())
    return {key: len(re.findall(rf"(?<![\w-]){re.escape(key)}(?![\w-])", text)) for key in keys}


def digest_text(message: Mapping[str, Any]) -> str:
    """Return everything that a message's blocks say."""
    said: list[str] = []
    for block in message["blocks"]:
        texts = [block.get("text"), *block.get("fields", ()), *block.get("elements", ())]
        said += [text["text"] for text in texts if text]
    return "\n".join(said)


def assert_everything_once(sights: Sights, scan: str = "stale_flags") -> None:
    """Assert what has to be there after a whole course, however it went: one of each."""
    pulls = sights.pull_requests()
    assert set(pulls) == {branch_of(key, scan) for key in REMOVABLE_BY[scan]}
    assert all(pull["state"] == "open" for pull in pulls.values())
    assert set(sights.branches()) == set(pulls)
    for branch, pull in pulls.items():
        assert sights.commits_ahead(branch) == 1, branch
        labels = [label["name"] for label in pull["labels"]]
        assert sorted(labels) == sorted(["groundskeeper", scan]), branch
    assert len(sights.messages()) == 1
    assert sights.company.emulators.failures() == []
