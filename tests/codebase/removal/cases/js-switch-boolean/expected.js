module.exports = function banner(posthog, page) {
	page.banner = 'new'
	page.height += 20
	return page
}
