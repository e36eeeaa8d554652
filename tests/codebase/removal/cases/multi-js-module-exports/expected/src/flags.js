module.exports = {
  SIDE_RAIL: 'side-rail',
}
