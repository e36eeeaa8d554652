const { posthog } = require('./posthog')
const FLAGS = require('./flags')

exports.select = (rows) => (posthog.isFeatureEnabled(FLAGS.BULK_EDIT) ? rows : rows.slice(0, 1))
