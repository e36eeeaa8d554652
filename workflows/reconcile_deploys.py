"""Looks for deploys that nobody told us of: a door that was shut, a delivery that was lost."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.reconcile import ReconcileActivities
    from activities.watch_payloads import DeploysFound, FindDeploys
    from scans.model import ScanRequest

from workflows import _options, names


@workflow.defn(name=names.RECONCILE_DEPLOYS)
class ReconcileDeploys:
    """Begins the watches that are missing, under the ids they would have had anyway."""

    @workflow.run
    async def run(self, request: ScanRequest) -> DeploysFound:
        """Return the watches that were missing."""
        found = await workflow.execute_activity_method(
            ReconcileActivities.find_deploys,
            FindDeploys(project=request.project, at=workflow.now()),
            summary=f"deploys of {request.project}",
            **_options.RECONCILE,
        )
        workflow.set_current_details("\n".join((*found.begun, *found.blind)))
        return found
