import posthog from 'posthog-js'

export function tellLevel(level: number) {
  posthog.capture('level reached', { level })
}
