"""Every workflow a worker serves, in one list that a person can read, and what they run in."""

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from workflows.cleanup import Cleanup
from workflows.dead_event_scan import DeadEventScan
from workflows.deploy_watch import DeployWatch
from workflows.digest import Digest
from workflows.event_health_scan import EventHealthScan
from workflows.placebo_replay import PlaceboReplay
from workflows.reconcile_deploys import ReconcileDeploys
from workflows.stale_flag_scan import StaleFlagScan

WORKFLOWS = (
    StaleFlagScan,
    DeadEventScan,
    EventHealthScan,
    Cleanup,
    Digest,
    DeployWatch,
    ReconcileDeploys,
    PlaceboReplay,
)


def sandbox() -> SandboxedWorkflowRunner:
    """Return the sandbox that workflows run in, here and in every replay of their histories.

    Nouns and activity references pass through: a model imported twice would be two classes.
    """
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules("scans", "activities")
    )
