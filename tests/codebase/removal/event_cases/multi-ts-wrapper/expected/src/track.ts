import posthog from 'posthog-js'

export function track(name: string, props?: Record<string, unknown>) {
  if (!posthog.__loaded) return
  posthog.capture(name, { ...props, app: 'desk' })
}
