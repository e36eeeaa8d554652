const { PostHog } = require('posthog-node')
const client = new PostHog('t')
function track(e) { client.capture({ distinctId: '1', event: e }) }
module.exports = { track, nested: { send: (e) => track(e) } }
module.exports.late = (e) => track(e)
