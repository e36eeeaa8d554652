import posthog from 'posthog-js'

export function set(mode, page) {
  if (mode === 'dark') page.dim()
  else posthog.capture('mode set', { mode })
  page.paint()
}
