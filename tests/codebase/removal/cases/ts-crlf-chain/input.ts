export function edit(posthog: PostHog, rows: Row[]) {
	// first
	if (rows.length === 0) {
		return none;
	} else if (posthog.isFeatureEnabled('bulk-edit')) {
		const first = rows[0];
		return editAll(first, rows);
	} else {
		return rows.map(editOne);
	}
}

export const label = (posthog: PostHog) => posthog.isFeatureEnabled('bulk-edit') ? 'all' : 'one'