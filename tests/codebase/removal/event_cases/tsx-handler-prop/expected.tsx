import posthog from 'posthog-js'

export function Logo() {
  return <img onClick={() => posthog.capture('logo clicked')} />
}
