import { client } from './posthog'
import { post } from './ledger'
import { postLegacy } from './legacy-ledger'

export async function book(entry: Entry, user: User) {
  if (await client.isFeatureEnabled('ledger-v2', user.id, { groups: { org: user.org } })) {
    await post(entry)
    return
  }

  // until everybody has moved
  await postLegacy(entry)
  audit(entry)
}

export const close = () => client.shutdown()
