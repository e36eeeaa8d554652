"""Invoices for business customers."""

from fastapi import APIRouter, Depends

from hazelnut.routes.session import current_customer
from hazelnut.services.invoicing import create_invoices

router = APIRouter(prefix="/invoices")


@router.post("")
def create(customer=Depends(current_customer)) -> list[str]:
    return [invoice.number for invoice in create_invoices(customer, customer.open_orders)]
