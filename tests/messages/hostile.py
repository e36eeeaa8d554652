"""Findings to write about: one as the pretend company has it, and texts that want to get out."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from messages.digest_content import DigestContent, ScanSection, WaitingPullRequest
from scans.model import (
    Abstention,
    Blind,
    BlockedBy,
    CallSite,
    Checks,
    CleanedFile,
    Evidence,
    Finding,
    LeftSite,
    Readiness,
    Removal,
    ScanResult,
    ScanStats,
    SuggestedAction,
)
from scans.model.action import OutputModes, Skipped

AS_OF = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

HOSTILE = (
    'it\'s "quoted"',
    "first\nsecond\r\n\r\n# third",
    "<!channel> <@U012AB3CD> <!subteam^S1> <#C1>",
    "@everyone @octocat @my-org/team",
    "](http://evil.example) [click](http://evil.example) ![x](//evil.example/x.png)",
    "--> <!-- <script>alert(1)</script> <img src=x>",
    "http://evil.example/a www.evil.example me@evil.example",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200b",
    "`code` ``more`` ```fence",
    "*bold* _it_ ~gone~ **b** __u__ | cell | \\",
    "fixes #12 GH-12 my-org/shop#3 0123456789abcdef0123456789abcdef01234567",
    "\x1b[31mred\x1b]8;;http://evil.example\x07link\x07 \x00 \x9b1m",
    "[bold red]markup[/bold red] [link=http://evil.example]x[/link]",
    "&lt;b&gt; &amp; &#64;everyone &colon;",
    "> quote",
    "- item",
    "1. item",
    "# title",
    "=====",
    "{{ 7 * 7 }} {% raw %} $x$ :tada:",
    " ",
    "",
    "\u2028\u2029",
    "x" * 400,
    "`" * 400,
    "&<>" * 150,
)
"""Every trick we know of, once. A text that gets through here is added here."""

FOREIGN = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(alphabet=st.sampled_from("`*_[]()<>!@#|~\\&:/-=.$ \n\taw1\u202e"), max_size=60),
    st.text(max_size=60),
    st.tuples(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE)).map("".join),
)


def evidence(name: str, value: bool | float | str, unit: str | None, source: str) -> Evidence:
    """Return a fact of the day of the story."""
    return Evidence(name=name, value=value, unit=unit, source=source, as_of=AS_OF)


def finding(subject: str = "new-checkout", **changed: object) -> Finding:
    """Return the finding about `new-checkout`, with the subject or anything else changed."""
    story = Finding(
        fingerprint=f"stale_flags:{subject}:3f9a12bc",
        scan="stale_flags",
        subject=subject,
        verdict="fully_rolled_out",
        readiness=Readiness.SAFE,
        fixed_value="test",
        confidence=0.97,
        reason='Serves "test" to everyone, and its rules have not changed for 90 days.',
        evidence=(
            evidence("served", "test", None, "feature flag"),
            evidence("rollout_percentage", 100, "percent", "feature flag"),
            evidence("unchanged", 90, "days", "activity log"),
        ),
        blind_spots=("flags that are evaluated locally leave no calls",),
        call_sites=(
            CallSite(
                file="src/checkout.tsx",
                line=12,
                column=6,
                end_line=12,
                end_column=40,
                kind="flag",
                name=subject,
                method="getFeatureFlag",
                language="tsx",
            ),
        ),
        suggested_action=SuggestedAction.OPEN_CLEANUP_PR,
    )
    return story.model_copy(update=changed)


def hostile_finding(text: str) -> Finding:
    """Return a finding in which everything that can be foreign is `text`."""
    return finding(
        text,
        fixed_value=text,
        reason=text,
        readiness_reasons=(text,),
        blind_spots=(text,),
        evidence=(evidence(text, text, text, text),),
    )


def removal(text: str = "new-checkout") -> Removal:
    """Return the account of a partial removal."""
    return Removal(
        flag=text,
        value="test",
        outcome="partial",
        files=(
            CleanedFile(file="src/checkout.tsx", removed_sites=2, removed_lines=14, added_lines=3),
            CleanedFile(file="src/flags.ts", removed_sites=1, removed_lines=1, added_lines=0),
        ),
        left=(LeftSite(file="src/basket.ts", line=40, reason="the value is passed on"),),
        checks=Checks(second_parser="passed"),
    )


def hostile_removal(text: str, times: int = 1) -> Removal:
    """Return an account in which every path, reason and value is `text`, with so many places."""
    return Removal(
        flag=text,
        value=text,
        outcome="partial",
        files=(CleanedFile(file=text, removed_sites=1, removed_lines=1, added_lines=0),),
        left=(LeftSite(file=text, line=1, reason=text),) * times,
    )


def blocked(
    subject: str, by: BlockedBy, detail: str = "", *, verdict: str = "fully_rolled_out"
) -> tuple[Finding, Skipped]:
    """Return a finding about which nothing is done, and why."""
    found = finding(subject, verdict=verdict, readiness=Readiness.BLOCKED, blocked_by=(by,))
    skipped = Skipped(fingerprint=found.fingerprint, subject=subject, blocked_by=by, detail=detail)
    return found, skipped


def pull_request(subject: str, number: int = 7, title: str = "") -> WaitingPullRequest:
    """Return an open pull request of ours, three days old."""
    return WaitingPullRequest(
        repository="my-org/shop",
        number=number,
        url=f"https://github.com/my-org/shop/pull/{number}",
        title=title or f'Remove flag {subject} (always "test")',
        scan="stale_flags",
        subject=subject,
        created_at=AS_OF.replace(day=17),
    )


_OF_SECTION = frozenset(ScanSection.model_fields)


def content(**changed: object) -> DigestContent:
    """Return a week of the pretend company; what a scan says changes in its one section."""
    held = [
        blocked("loyalty-points", BlockedBy.DEPENDENT_FLAG, "loyalty-tiers"),
        blocked("recommendations-v2", BlockedBy.PAYLOAD),
        blocked("gift-cards", BlockedBy.EARLY_ACCESS_FEATURE),
        blocked("basket-sidebar", BlockedBy.NOT_PROVABLE, "the value is passed on"),
        blocked("smart-reorder", BlockedBy.LIMIT_REACHED),
        blocked("checkout-copy", BlockedBy.LIMIT_REACHED, verdict="experiment_concluded"),
    ]
    old = finding(
        "old-gift-wrap",
        reason="Serves true to everyone for 300 days, and no code asks for it.",
        suggested_action=SuggestedAction.ARCHIVE_FLAG,
    )
    findings = (finding(), old, *(each for each, _ in held))
    section = ScanSection(
        scan="stale_flags",
        findings=findings,
        previous=(*(each.fingerprint for each in findings[2:]), "stale_flags:gone:1"),
        abstained=(
            Abstention(subject="legacy-rules", reason="its rules have a shape we do not know"),
        ),
        last_success=AS_OF.replace(hour=6),
        next_look=AS_OF.replace(day=21, hour=6),
    )
    of_section = {name: value for name, value in changed.items() if name in _OF_SECTION}
    week = DigestContent(
        project="shop",
        period="2026-W47",
        as_of=AS_OF,
        sections=(section.model_copy(update=of_section),),
        previous_as_of=AS_OF.replace(month=11, day=13),
        pull_requests=(pull_request("new-checkout"),),
        skipped=tuple(skipped for _, skipped in held),
        version="0.1.0",
        modes=OutputModes(pull_requests="on", slack="on"),
    )
    rest = {name: value for name, value in changed.items() if name not in _OF_SECTION}
    return week.model_copy(update=rest)


def hostile_content(text: str, count: int = 1) -> DigestContent:
    """Return a week of three scans in which everything foreign is `text`, `count` times over."""
    scans = ("stale_flags", "dead_events", "event_health")
    sections = tuple(
        ScanSection(
            scan=scan,
            findings=tuple(
                hostile_finding(text).model_copy(
                    update={
                        "scan": scan,
                        "fingerprint": f"{scan}:{text}:{n}",
                        "severity": ("low", "medium", "high")[n % 3],
                    }
                )
                for n in range(count)
            ),
            previous=tuple(f"{scan}:{text}{n}:{n}" for n in range(count)),
            abstained=(Abstention(subject=text, reason=text),) * count,
            blind=(Blind(source=text, reason=text),) * (count if scan != "event_health" else 0),
        )
        for scan in scans
    )
    findings = [each for section in sections for each in section.findings]
    reasons = list(BlockedBy)
    return content(
        sections=sections,
        pull_requests=tuple(pull_request(text, n, text) for n in range(1, count + 1)),
        skipped=tuple(
            Skipped(
                fingerprint=each.fingerprint,
                subject=text,
                blocked_by=reasons[n % len(reasons)],
                detail=text,
            )
            for n, each in enumerate(findings)
        ),
        version=text,
    ).model_copy(update={"blind": (Blind(source=text, reason=text),) * count})


def scan_result(text: str | None = None) -> ScanResult:
    """Return what a terminal is shown: the story, or one finding made of `text`."""
    if text is not None:
        return ScanResult(
            findings=(hostile_finding(text),),
            abstained=(Abstention(subject=text, reason=text),),
            blind=(Blind(source=text, reason=text),),
        )
    caution = finding(
        "express-delivery",
        fixed_value=True,
        readiness=Readiness.CAUTION,
        reason="Serves true to everyone, but answers of last week contain false.",
        blocked_by=(BlockedBy.NEEDS_APPROVAL,),
    )
    return ScanResult(
        findings=(finding(), caution, blocked("gift-cards", BlockedBy.EARLY_ACCESS_FEATURE)[0]),
        abstained=(
            Abstention(subject="legacy-rules", reason="its rules have a shape we do not know"),
        ),
        stats=ScanStats(posthog_requests=9, seconds=2.1, subjects=19, active=4, permanent=1),
    )
