"""Every workflow a worker serves, in one list that a person can read."""

from workflows.cleanup import Cleanup
from workflows.digest import Digest
from workflows.stale_flag_scan import StaleFlagScan

WORKFLOWS = (StaleFlagScan, Cleanup, Digest)
