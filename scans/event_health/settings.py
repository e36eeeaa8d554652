"""What an operator can set for this scan. Days are 24 hours; percentages are whole numbers."""

from pydantic import Field

from scans.model.base import Model
from scans.model.questions import Pair


class Chain(Model):
    """Events that belong to one flow, and the properties that each of them has to carry."""

    events: tuple[str, ...] = Field(
        min_length=1,
        description="Events of the flow.",
        examples=[["cart_opened", "cart_paid"]],
    )
    properties: tuple[str, ...] = Field(
        min_length=1,
        description="Properties that each of them has to carry.",
        examples=[["cart_id"]],
    )


class EventHealthSettings(Model):
    """Thresholds of the judgement, what belongs together, and what is never judged."""

    recent_days: int = Field(
        default=7,
        ge=1,
        le=28,
        description="The last days, which are judged. Whole weeks keep weekends from mattering.",
        json_schema_extra={"unit": "days"},
    )
    baseline_days: int = Field(
        default=28,
        ge=1,
        le=90,
        description="The days before those, with which they are compared.",
        json_schema_extra={"unit": "days"},
    )
    min_rows: int = Field(
        default=200,
        ge=1,
        description="Rows that an event, or starts that a pair, needs in every window compared.",
        json_schema_extra={"unit": "rows"},
    )
    max_events: int = Field(
        default=200,
        ge=1,
        le=2000,
        description="Events whose properties are counted: the most read ones, then the largest.",
        json_schema_extra={"unit": "events"},
    )
    max_pairs: int = Field(
        default=50,
        ge=0,
        le=500,
        description="Pairs whose balance is counted: every declared one, then the largest.",
        json_schema_extra={"unit": "pairs"},
    )
    dropped_from_percent: int = Field(
        default=90,
        ge=1,
        le=100,
        description="Share of rows that carried a property, at least, before it dropped.",
        json_schema_extra={"unit": "percent"},
    )
    dropped_to_percent: int = Field(
        default=50,
        ge=0,
        le=99,
        description="Share of rows that still carry it, at most, once it has dropped.",
        json_schema_extra={"unit": "percent"},
    )
    deploy_within_hours: int = Field(
        default=6,
        ge=0,
        le=72,
        description="How long before a drop a deploy may lie and still be named beside it.",
        json_schema_extra={"unit": "hours"},
    )
    type_changed_percent: int = Field(
        default=20,
        ge=1,
        le=100,
        description="Share of rows, at least, whose values are of another JSON type than before.",
        json_schema_extra={"unit": "percent"},
    )
    pairs: tuple[Pair, ...] = Field(
        default=(),
        description="Events that begin something, each with the event that ends it.",
        examples=[[{"start": "export_started", "finish": "export_finished", "by": "export_id"}]],
    )
    pair_drop_points: int = Field(
        default=20,
        ge=1,
        le=100,
        description="A pair's share of finished starts may fall by so many points, not by more.",
        json_schema_extra={"unit": "percentage points"},
    )
    chains: tuple[Chain, ...] = Field(
        default=(),
        description="Events of one flow, with the properties that each of them has to carry.",
        examples=[[{"events": ["cart_opened", "cart_paid"], "properties": ["cart_id"]}]],
    )
    chain_present_percent: int = Field(
        default=95,
        ge=51,
        le=100,
        description="Share of rows, at least, on which an event of a chain carries a property.",
        json_schema_extra={"unit": "percent"},
    )
    chain_absent_percent: int = Field(
        default=95,
        ge=51,
        le=100,
        description="Share of rows, at least, without a property that is called missing.",
        json_schema_extra={"unit": "percent"},
    )
    chain_events: int = Field(
        default=3,
        ge=2,
        description="Events that have to carry a property before a chain is learnt from them.",
        json_schema_extra={"unit": "events"},
    )
    chain_sessions_percent: int = Field(
        default=20,
        ge=1,
        le=100,
        description="Share of sessions, at least, in which several events of a learnt chain come.",
        json_schema_extra={"unit": "percent"},
    )
    learn: bool = Field(
        default=True,
        description="Whether pairs and chains are also learnt from names; else only declared ones.",
    )
    merged_after_hours: int = Field(
        default=24,
        ge=1,
        le=24 * 14,
        description="Hours after its deploy when a merged change should have been seen.",
        json_schema_extra={"unit": "hours"},
    )
    merged_within_days: int = Field(
        default=14,
        ge=1,
        le=90,
        description="Days after its deploy until which a merged change is looked at.",
        json_schema_extra={"unit": "days"},
    )
    merged_rows: int = Field(
        default=20,
        ge=1,
        description="Rows of an event without which its new property is not missed.",
        json_schema_extra={"unit": "rows"},
    )
    ignore_events: tuple[str, ...] = Field(
        default=(),
        description="Events that are never judged, exactly as PostHog spells them.",
        examples=[["nightly_import_completed"]],
    )
    ignore_properties: tuple[str, ...] = Field(
        default=(),
        description="Properties that are never judged, of whatever event.",
        examples=[["coupon_code"]],
    )

    def judged_event(self, name: str) -> bool:
        """Whether this event is judged; names that begin with `$` are PostHog's own."""
        return not name.startswith("$") and name not in self.ignore_events and _is_text(name)

    def judged_property(self, name: str) -> bool:
        """Whether this property is judged: `$feature/…` goes when its flag goes, and should."""
        return not name.startswith("$") and name not in self.ignore_properties


def _is_text(name: str) -> bool:
    """Whether it can be written; half of a surrogate pair can not."""
    return name.isascii() or not any("\ud800" <= each <= "\udfff" for each in name)
