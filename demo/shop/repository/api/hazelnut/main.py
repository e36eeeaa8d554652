"""The application: `uvicorn hazelnut.main:app`."""

from contextlib import asynccontextmanager

from fastapi import FastAPI

from hazelnut.posthog_client import posthog
from hazelnut.routes import accounts, invoices, newsletter, orders


@asynccontextmanager
async def lifespan(_: FastAPI):
    yield
    posthog.shutdown()


app = FastAPI(title="Hazelnut", lifespan=lifespan)
app.include_router(accounts.router)
app.include_router(orders.router)
app.include_router(invoices.router)
app.include_router(newsletter.router)
