const posthog = require('posthog-js')

function show(banner, ready) {
  ready && banner.visible && posthog.capture('banner seen', { id: banner.id })
  banner.paint()
}

module.exports = { show }
