"""Orders."""

import posthog

from shop import mail


def place(order):
    order.save()

    # For the weekly report.
    posthog.capture(
        order.user_id,
        "order placed",
        {"total": str(order.total), "lines": len(order.lines), "at": order.at.isoformat()},
    )

    mail.send(order)
