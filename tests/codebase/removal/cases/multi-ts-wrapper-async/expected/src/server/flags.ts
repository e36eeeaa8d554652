import { PostHog } from 'posthog-node'

const client = new PostHog('phc_x')

export async function variant(key: string, user: User) {
  return client.getFeatureFlag(key, user.id)
}
