import posthog from 'posthog-js'

export function visit(page: string) {
  posthog.capture('page:' + page)
}
