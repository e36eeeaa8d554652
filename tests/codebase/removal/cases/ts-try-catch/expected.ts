export async function edit(posthog: PostHog, rows: Row[]) {
  try {
    await editAll(rows)
  } catch (error) {
  } finally {
    close(rows)
  }
}
