"""Opening an account."""

from fastapi import APIRouter

from hazelnut import analytics
from hazelnut.models import Customer

router = APIRouter(prefix="/accounts")


@router.post("")
def sign_up(customer: Customer, method: str = "email") -> dict[str, int]:
    analytics.record(customer, analytics.SIGNED_UP, method=method)
    return {"id": customer.id}
