export function edit(posthog: PostHog, rows: Row[]) {
	// first
	if (rows.length === 0) {
		return none;
	} else {
		const first = rows[0];
		return editAll(first, rows);
	}
}

export const label = (posthog: PostHog) => 'all'