fun select(rows: List<Row>) =
    if (PostHog.isFeatureEnabled("bulk-edit")) editAll(rows) else editOne(rows[0])
