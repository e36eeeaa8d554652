module.exports = { a: { b: 'm_cjs' } }
module.exports.late = 'm_late'
