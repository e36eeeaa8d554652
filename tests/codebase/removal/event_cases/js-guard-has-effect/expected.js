import posthog from 'posthog-js'

export function show(banner) {
  banner.claim() && posthog.capture('banner seen')
  banner.paint()
}
