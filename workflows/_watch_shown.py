"""What a watch shows of itself: to people on Temporal's pages, to other watches in its list."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.watch_payloads import WatchMemory
    from scans.deploy_watch.details import details
    from scans.deploy_watch.incoming import DeployWatchRequest
    from scans.deploy_watch.report import CARD_MEMO, WatchCard

from workflows import names


class Shown:
    """Writes only what has changed, since every change stands in the history."""

    def __init__(self, request: DeployWatchRequest, memory: WatchMemory) -> None:
        self._request = request
        self._memory = memory
        self._card: WatchCard | None = None
        self._attributes: dict[str, str] = {}

    def bring_up_to_date(self, why_silent: str) -> None:
        """Show what the watch knows now."""
        self._show_card()
        self._show_attributes()
        memory = self._memory
        workflow.set_current_details(
            details(
                self._request.deploy,
                memory.look,
                memory.incident,
                silent=why_silent,
                said=self._hindrances(),
                log=memory.log,
            )
        )

    def _show_card(self) -> None:
        memory = self._memory
        wrong = memory.incident is not None and bool(memory.incident.marked_wrong_by)
        card = WatchCard(deploy=self._request.deploy, told=memory.card, marked_wrong=wrong)
        if card != self._card:
            self._card = card
            workflow.upsert_memo({CARD_MEMO: card})

    def _show_attributes(self) -> None:
        deploy, card = self._request.deploy, self._memory.card
        wanted = {
            names.PROJECT.name: self._request.project,
            names.REPOSITORY.name: deploy.repository,
            names.ENVIRONMENT.name: f"{deploy.repository}:{deploy.environment}",
        }
        if card and self._memory.incident:
            wanted[names.INCIDENT.name] = self._memory.incident.status
            wanted[names.MENTIONED.name] = next(iter(card.mentioned), "")
        if wanted != self._attributes:
            self._attributes = wanted
            keys = (names.PROJECT, names.REPOSITORY, names.ENVIRONMENT, names.INCIDENT)
            updates = [
                key.value_set(wanted[key.name])
                for key in (*keys, names.MENTIONED)
                if wanted.get(key.name)
            ]
            workflow.upsert_search_attributes(updates)  # pyright: ignore[reportUnknownMemberType]

    def _hindrances(self) -> list[str]:
        memory = self._memory
        marked = memory.marked
        return [
            memory.place.said if memory.place else "",
            memory.begun.why_not and f"Nothing is known of the past: {memory.begun.why_not}",
            memory.change.why_not and f"No suspect can be named: {memory.change.why_not}",
            f"Not marked in PostHog: {marked.blocked_by.replace('_', ' ')}."
            if marked.blocked_by
            else "",
        ]
