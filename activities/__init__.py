"""The doors to the outside, the only place where effects happen, and the steps that lead there.

Each activity is a thin shell around a plain function, which the command line calls too: what a
terminal shows and what a Schedule does can never disagree.

Doors, one class of activities each, which do not import each other: `posthog`, `repository`,
`github`, `slack`, `record` (Temporal's own), `usage_events`, and `judgement`, which is none. Of
watched deploys: `deploy_watch` (PostHog), `suspects` (git and GitHub), `incidents` (Slack),
`watch_record` (Temporal's own) and `reconcile` (deploys that nobody told us of).

Plain functions, without a word about Temporal:

- what PostHog is asked: `evidence`, the steps of each scan
- what code says: `call_sites` (of flags), `event_sites` (of events), `merged_changes` (of a
  branch's history; `merged` is the same for a scan, where no refusal may end it)
- what the watch over deploys would have said: `past_deploys`
- what is taken out: `removal`
- what is read of a watched deploy: `error_evidence`; whose change it was: `suspect_search`
- what people are told: `by_hand` (issues), `telling` (comments on merged changes)

What all share: `wiring` (what the composition root hands over), `payloads` (what crosses to and
from workflows; `watch_payloads` for those of deploys), `crossing` (how much of it), `heartbeat`,
`failures` (what an error means to Temporal).
"""
