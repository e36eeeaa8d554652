const { posthog } = require('./posthog')
const FLAGS = require('./flags')
const { editOne } = require('./edit')

function select(rows) {
  return editOne(rows[0], posthog.isFeatureEnabled(FLAGS.SIDE_RAIL))
}

module.exports = { select }
