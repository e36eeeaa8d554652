"""The newsletter."""

from fastapi import APIRouter, HTTPException

router = APIRouter(prefix="/newsletter")


@router.post("")
def subscribe(email: str) -> dict[str, bool]:
    if "@" not in email:
        raise HTTPException(status_code=422, detail="That does not look like an e-mail address")
    return {"ok": True}
