export function* parts(posthog, rows) {
  yield rows[0]
  yield* rows.slice(1)
}
