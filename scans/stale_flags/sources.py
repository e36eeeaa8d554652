"""What this scan reads of PostHog. Blindness of any other source is not its business."""

from scans.evidence.sources import Sources
from scans.model.documents import Documents

FLAGS = "feature_flags"
EXPERIMENTS = "experiments"
ACTIVITY_LOG = "activity_log"
SCHEDULED_CHANGES = "scheduled_changes"
EARLY_ACCESS_FEATURES = "early_access_features"
SURVEYS = "surveys"
FLAG_USAGE = "flag_usage"

SOURCES = (
    FLAGS,
    EXPERIMENTS,
    ACTIVITY_LOG,
    SCHEDULED_CHANGES,
    EARLY_ACCESS_FEATURES,
    SURVEYS,
    FLAG_USAGE,
)


def opened(documents: Documents) -> Sources:
    """Open what was read; without the list of flags even a folder says nothing about flags."""
    return Sources(documents, SOURCES, required=(FLAGS,))
