async def sync(posthog, user, docs):
    async with session(user) as live:
        async for doc in docs:
            await live.push(doc)


async def poll(posthog, user):
    return user.docs
