import { PostHog } from 'posthog-node'
import { POSTHOG_KEY } from './env'

const client = POSTHOG_KEY ? new PostHog(POSTHOG_KEY) : null

export async function isOn(key: string, userId: string): Promise<boolean> {
  if (!POSTHOG_KEY || !client) return false
  try {
    const on = await client.isFeatureEnabled(key, userId)
    return on ?? false
  } catch (error) {
    logger.warn({ error }, 'flags are away')
    return false
  }
}
