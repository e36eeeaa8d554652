from posthog import Posthog

client = Posthog("phc_x")


class Orders:
    def __init__(self, posthog: Posthog):
        self.posthog = posthog

    async def place(self, order):
        return await order.save()
