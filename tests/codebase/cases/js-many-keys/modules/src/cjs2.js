exports.x = 'm_cx'
