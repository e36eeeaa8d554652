export function find(posthog: PostHog, rows: Row[]) {
  load(rows);
  [rows[0], rows[1]].forEach(mark);
}
