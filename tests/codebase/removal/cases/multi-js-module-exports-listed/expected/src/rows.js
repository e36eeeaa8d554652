exports.select = (rows) => rows
