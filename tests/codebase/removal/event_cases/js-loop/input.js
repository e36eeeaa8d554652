import posthog from 'posthog-js'

export function show(rows) {
  for (const row of rows) {
    posthog.capture('row shown', { id: row.id })
  }
}
