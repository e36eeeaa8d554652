"""What the shop sells, and to whom."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Customer:
    id: int
    email: str
    country: str
    vat_id: str | None = None


@dataclass(frozen=True)
class Line:
    sku: str
    quantity: int
    price_cents: int

    @property
    def total_cents(self) -> int:
        return self.quantity * self.price_cents


@dataclass(frozen=True)
class Order:
    id: str
    customer: Customer
    lines: list[Line] = field(default_factory=list)
    payment_method: str = "card"

    @property
    def total_cents(self) -> int:
        return sum(line.total_cents for line in self.lines)


@dataclass(frozen=True)
class Invoice:
    number: str
    orders: list[Order]

    @property
    def total_cents(self) -> int:
        return sum(order.total_cents for order in self.orders)
