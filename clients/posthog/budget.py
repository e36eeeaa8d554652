"""How much one run may ask of one project: what is left belongs to its people and to other runs."""

from dataclasses import dataclass

from clients.errors import BudgetSpent
from clients.posthog.answers import SERVICE


@dataclass
class RequestBudget:
    """Counts down with every attempt. The defaults hold for one project and one run."""

    requests: int = 200
    """HTTP requests still to be sent, queries among them. 2,000 flags are 21 pages."""
    queries: int = 20
    """Of these, how many may still be queries: a sixth of what an old project has in an hour."""

    def spend(self, request: str, *, query: bool) -> None:
        """Take one attempt off. Raises `BudgetSpent` if there is none left."""
        if self.requests < 1:
            raise BudgetSpent(SERVICE, request, "this run has sent all the requests it may send")
        if query and self.queries < 1:
            raise BudgetSpent(SERVICE, request, "this run has sent all the queries it may send")
        self.requests -= 1
        self.queries -= query
