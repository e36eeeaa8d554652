export function title(posthog: PostHog, rows: Row[]): string {
  return `Edit ${`all ${rows.length}`} of ${rows.length}
    ${rows.map((r) => r.id)}`
}
