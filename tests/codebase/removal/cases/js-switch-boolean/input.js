module.exports = function banner(posthog, page) {
	switch (posthog.isFeatureEnabled('banner')) {
		case true:
			page.banner = 'new'
			page.height += 20
			break;
		case false:
			page.banner = 'old'
			break;
	}
	return page
}
