"""How quiet the rule for deploys is where nothing was deployed, week by week."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.deploy_watch import DeployWatchActivities
    from activities.watch_payloads import PlaceboReport, ReplayPast
    from scans.model import ScanRequest

from workflows import _options, names


@workflow.defn(name=names.PLACEBO_REPLAY)
class PlaceboReplay:
    """Replays a project's own past; what it comes to lets alerts through, or keeps them back."""

    @workflow.run
    async def run(self, request: ScanRequest) -> PlaceboReport:
        """Return how often the rule would have alerted with nobody to blame."""
        report = await workflow.execute_activity_method(
            DeployWatchActivities.replay_past,
            ReplayPast(project=request.project, at=workflow.now()),
            summary=f"the past of {request.project}",
            **_options.REPLAY,
        )
        workflow.set_current_details(
            report.blind or f"{report.alarms} alarms at {report.slots} quiet times"
        )
        return report
