(function (w) {
  w.posthog.capture('mi_1')
  !function (t, e) { var o; e.__SV || (window.posthog = e) }(document, window.posthog || [])
  posthog.init('phc_snip', { api_host: 'x' })
  posthog.capture('mi_2')
})(window)
