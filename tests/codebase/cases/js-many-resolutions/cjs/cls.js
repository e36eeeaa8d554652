const { track } = require('./lib')
class X { go(e) { track(e) } }
exports = module.exports = X
