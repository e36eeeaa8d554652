export function body(posthog: PostHog, rows: Row[]) {
  return {
    rows,
    ...{ bulk: rows.length },
    ...{ marked: rows.filter(isMarked) },
  }
}
