const flags = require('./flags')

module.exports = () => Object.entries(flags)
