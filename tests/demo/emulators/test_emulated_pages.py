"""Pages to look at: everything people wrote is shown, nothing of it is run."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from github.GitRef import GitRef
from github.Repository import Repository

from demo.emulators import Emulators
from demo.emulators.markdown import from_markdown, from_mrkdwn

Propose = Callable[[str], GitRef]

BODY = """**Why** <script>alert(1)</script>

| fact | value |
|---|---|
| rollout | 100 % |

<details><summary>More</summary>

Details

</details>

<!-- groundskeeper:v1 abc -->"""


@pytest.mark.requires_server
def test_a_pull_request_is_shown_where_its_link_leads(shop: Repository, propose: Propose) -> None:
    """Title, body and diff of others are text on the page, never markup."""
    propose("page")
    pull = shop.create_pull("main", "page", title="Remove <i>flag</i>", body=BODY, draft=True)
    pull.add_to_labels("groundskeeper")
    page = httpx.get(pull.html_url).text
    assert "Remove &lt;i&gt;flag&lt;/i&gt;" in page
    assert "<strong>Why</strong>" in page
    assert "<td>100 %</td>" in page
    assert "<script>" not in page
    assert "groundskeeper:v1" not in page
    assert '<div class="added">+&lt;b&gt;nuts &amp; bolts&lt;/b&gt;</div>' in page
    assert '<span class="label">groundskeeper</span>' in page


@pytest.mark.requires_server
def test_an_issue_is_shown_where_its_link_leads(shop: Repository) -> None:
    """An issue has a page like a pull request, and what others wrote is text on it."""
    issue = shop.create_issue("Remove <i>flag</i>", body=BODY)
    issue.create_comment("By <b>hand</b>")
    page = httpx.get(issue.html_url).text
    assert "Remove &lt;i&gt;flag&lt;/i&gt;" in page
    assert "<strong>Why</strong>" in page
    assert "<b>hand</b>" not in page
    missing = httpx.get(f"{issue.html_url.rpartition('/')[0]}/4711")
    assert missing.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.requires_server
def test_the_list_leads_to_the_pull_request(
    company: Emulators, shop: Repository, propose: Propose
) -> None:
    """The front page, the list and a pull request hang together."""
    propose("listed")
    pull = shop.create_pull("main", "listed", title="Listed", body=None or "", draft=True)
    assert "/github/my-org/shop/pulls" in httpx.get(company.addresses.site).text
    listing = httpx.get(f"{company.addresses.site}/github/my-org/shop/pulls").text
    assert f"/github/my-org/shop/pull/{pull.number}" in listing


@pytest.mark.requires_server
def test_a_file_is_shown_with_its_lines(company: Emulators) -> None:
    """A link to a line of a file leads somewhere."""
    page = httpx.get(f"{company.addresses.site}/github/my-org/shop/blob/main/web/src/lib/flags.ts")
    assert '<div id="L4">' in page.text
    assert "new-checkout" in page.text


@pytest.mark.requires_server
def test_a_channel_shows_its_messages(company: Emulators, slack: Any) -> None:
    """Blocks are rendered, foreign text is escaped, links lead to the web only."""
    slack.chat_postMessage(
        channel="flags",
        text="fallback",
        blocks=[
            {"type": "header", "text": {"type": "plain_text", "text": "3 things <tidy>"}},
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": "*flag* <https://x.example|PR> &lt;img&gt;"},
            },
        ],
    )
    page = httpx.get(f"{company.addresses.site}/slack/archives/flags").text
    assert "<h2>3 things &lt;tidy&gt;</h2>" in page
    assert '<b>flag</b> <a href="https://x.example">PR</a> &lt;img&gt;' in page


@pytest.mark.requires_server
@pytest.mark.parametrize(
    "path",
    [
        "/github/my-org/shop/pull/999",
        "/github/my-org/shop/blob/main/nothing.ts",
        "/github/my-org/shop/blob/--output=x/nothing.ts",
        "/slack/archives/nowhere",
    ],
)
def test_what_does_not_exist_is_said_to_be_missing(company: Emulators, path: str) -> None:
    """A page for people, with the status for programs."""
    answer = httpx.get(company.addresses.site + path)
    assert (answer.status_code, "Not found" in answer.text) == (HTTPStatus.NOT_FOUND, True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("<details open onclick=x>", "&lt;details open onclick=x&gt;"),
        ("a <b>b</b>", "a &lt;b&gt;b&lt;/b&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ],
)
def test_markdown_lets_no_foreign_markup_through(text: str, shown: str) -> None:
    """Only a closed list of tags without attributes is kept."""
    assert shown in from_markdown(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<javascript:alert(1)|x>", "&lt;javascript:alert(1)|x&gt;"),
        ('<https://x"onclick=y|z>', '<a href="https://x&#34;onclick=y">z</a>'),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("`a&lt;b` _it_ ~no~", "<code>a&lt;b</code> <i>it</i> <s>no</s>"),
    ],
)
def test_mrkdwn_lets_no_foreign_markup_through(text: str, shown: str) -> None:
    """Links lead to the web, quotes stay inside, words with signs stay words."""
    assert from_mrkdwn(text) == shown
