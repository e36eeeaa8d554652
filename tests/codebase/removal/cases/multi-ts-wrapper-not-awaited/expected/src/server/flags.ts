import { PostHog } from 'posthog-node'

const client = new PostHog('phc_x')

export async function isOn(key: string, user: User): Promise<boolean | undefined> {
  return await client.isFeatureEnabled(key, user.id)
}
