"""What all nouns share: ours are closed and frozen, what others send us is read tolerantly."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A noun of ours. Unknown fields are refused, values never change after they are made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Foreign(BaseModel):
    """Something another program sent. Unknown fields are ignored: their next release adds some."""

    model_config = ConfigDict(frozen=True, extra="ignore")
