import posthog from 'posthog-js'

export const bind = (link) => {
  link.onclick = () => posthog.capture('link clicked')
}
