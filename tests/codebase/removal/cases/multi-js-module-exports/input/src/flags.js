module.exports = {
  SIDE_RAIL: 'side-rail',
  BULK_EDIT: 'bulk-edit', // until the new table is everywhere
}
