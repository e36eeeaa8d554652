export async function edit(posthog: PostHog, rows: Row[]) {
  try {
    if (posthog.isFeatureEnabled('bulk-edit')) {
      await editAll(rows)
    } else {
      for (const row of rows) await editOne(row)
    }
  } catch (error) {
    if (!posthog.isFeatureEnabled('bulk-edit')) {
      report(error)
    }
  } finally {
    close(posthog.isFeatureEnabled('bulk-edit') ? rows : [])
  }
}
