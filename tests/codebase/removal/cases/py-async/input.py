async def sync(posthog, user, docs):
    if await posthog.feature_enabled("live-sync", user.id):
        async with session(user) as live:
            async for doc in docs:
                await live.push(doc)
    else:
        await push_all(docs)


async def poll(posthog, user):
    if not await posthog.feature_enabled("live-sync", user.id):
        await wait(user)
    return user.docs
