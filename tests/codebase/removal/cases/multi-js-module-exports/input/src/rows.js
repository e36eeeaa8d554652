const { posthog } = require('./posthog')
const FLAGS = require('./flags')
const { editAll, editOne } = require('./edit')

function select(rows) {
  if (posthog.isFeatureEnabled(FLAGS.BULK_EDIT)) {
    return editAll(rows)
  } else {
    return editOne(rows[0], posthog.isFeatureEnabled(FLAGS.SIDE_RAIL))
  }
}

module.exports = { select }
