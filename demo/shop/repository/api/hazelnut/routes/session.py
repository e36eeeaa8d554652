"""Who is asking?"""

from fastapi import HTTPException, Request


def current_customer(request: Request):
    customer = getattr(request.state, "customer", None)
    if customer is None:
        raise HTTPException(status_code=401, detail="Please sign in")
    return customer
