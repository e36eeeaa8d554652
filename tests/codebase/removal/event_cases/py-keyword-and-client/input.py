from posthog import Posthog

client = Posthog("phc_x")


class Orders:
    def __init__(self, posthog: Posthog):
        self.posthog = posthog

    async def place(self, order):
        self.posthog.capture(event="order placed", distinct_id=order.user)
        client.capture("order placed", distinct_id=order.user, properties={"a": order.a})
        return await order.save()
