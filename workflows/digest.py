"""The periodic message: what there is to tidy, and what changed since the last one."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.github import GitHubActivities
    from activities.payloads import ComposeDigest
    from activities.record import RecordActivities
    from activities.slack import SlackActivities
    from scans.model import DigestReport, DigestRequest

from workflows import _options, names


@workflow.defn(name=names.DIGEST)
class Digest:
    """Gathers the record and tells people once per period."""

    @workflow.run
    async def run(self, request: DigestRequest) -> DigestReport:
        """Return what was posted, so that the next digest knows what is new."""
        record = await workflow.execute_activity_method(
            RecordActivities.look_back,
            request,
            summary="the last scan, its cleanups, the last digest",
            **_options.LOOK_BACK,
        )
        pull_requests = await workflow.execute_activity_method(
            GitHubActivities.open_pull_requests,
            request,
            summary="what waits for people",
            **_options.PROPOSE,
        )
        return await workflow.execute_activity_method(
            SlackActivities.post_digest,
            ComposeDigest(
                request=request, at=workflow.now(), record=record, pull_requests=pull_requests
            ),
            summary="one message",
            **_options.TELL,
        )
