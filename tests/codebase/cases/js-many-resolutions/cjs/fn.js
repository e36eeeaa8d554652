const { track } = require('./lib')
module.exports = function (e) { track(e) }
