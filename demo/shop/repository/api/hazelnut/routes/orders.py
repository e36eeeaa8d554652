"""Placing orders, and ordering the same again."""

from fastapi import APIRouter, Depends

from hazelnut import analytics
from hazelnut.models import Order
from hazelnut.routes.session import current_customer
from hazelnut.services import loyalty, shipping
from hazelnut.services.reorder import suggestions

router = APIRouter(prefix="/orders")


@router.post("")
def place(order: Order) -> dict[str, int | str]:
    points = loyalty.points_for(order)
    shipping_cents = shipping.cost_cents(order)
    analytics.record(
        order.customer,
        analytics.ORDER_COMPLETED,
        order_id=order.id,
        total_cents=order.total_cents,
        payment_method=order.payment_method,
    )
    return {"id": order.id, "points": points, "shipping_cents": shipping_cents}


@router.get("/reorder")
def reorder(customer=Depends(current_customer)) -> list[str]:
    return suggestions(customer, customer.orders)
