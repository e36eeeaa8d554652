import posthog from 'posthog-js'
export function usePostHog() {
  posthog.init('phc_x', { api_host: 'https://x' })
  return { posthog }
}
