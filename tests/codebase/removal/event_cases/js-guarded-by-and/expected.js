function show(banner, ready) {
  banner.paint()
}

module.exports = { show }
