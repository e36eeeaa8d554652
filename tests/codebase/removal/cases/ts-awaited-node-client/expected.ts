import { client } from './posthog'
import { post } from './ledger'

export async function book(entry: Entry, user: User) {
  await post(entry)
  return
}

export const close = () => client.shutdown()
