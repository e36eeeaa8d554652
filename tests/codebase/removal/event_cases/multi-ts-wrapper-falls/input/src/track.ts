import posthog from 'posthog-js'

export const release = '3.1'

// The one way to capture.
export function track(name: string) {
  posthog.capture(name, { release })
}
