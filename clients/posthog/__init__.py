"""PostHog's private API, read only: what a scan needs to know, and nothing of its values.

The way of a question, from the outside in:

1. `evidence` is asked for documents by name, and reads each at most once; what cannot be read is
   named with its reason.
2. `client` has a method for each. A list is read by `pages`, and of its rows `kept` keeps what a
   scan reads or shows, redacted by `redaction`. Lists with ways of their own: `roster` (flags that
   were read today), `activity` (the log), `definitions` (of events, by name), `reader_tables`
   (actions, cohorts and alerts).
3. A count is a HogQL text and what makes a document of its rows, a file each: `flag_usage`,
   `event_usage`, `older_event_usage`, `event_arrivals`, `property_usage` with `property_hours`,
   `pair_usage`, `session_usage`, `experiment_results`. What they share is in `usage_rows`;
   `queries` sends them, two at once.
4. A watched deploy: `error_history` learns what is normal (`error_ways` how to count here,
   `error_past` hour by hour over an `error_span`), `error_counts` looks (`error_people`,
   `exposure_counts`, `funnel_counts`), `issue_details` and `rivals` describe what was found, and
   `deploy_annotations` marks the deploy. Their texts are in `error_texts` and `exposure_texts`,
   put together from `error_fragments`; `error_frames` and `error_releases` understand what events
   carry.
5. `project` knows under which address the project answers, `connection` holds the key and sends,
   `patience` waits, `budget` counts, `answers` makes an object or an error of what comes back.
"""

from clients.posthog.budget import RequestBudget
from clients.posthog.client import PostHog
from clients.posthog.evidence import read_documents
from clients.posthog.patience import Patience

__all__ = [
    "Patience",
    "PostHog",
    "RequestBudget",
    "read_documents",
]
