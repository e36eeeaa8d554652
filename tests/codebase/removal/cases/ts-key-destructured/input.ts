const [MAP, loaded] = ['dark-map', load()]
const { TILES, ready } = { TILES: 'dark-map', ready: start() }
const last = (registry.last = 'dark-map')

export function layers() {
  if (posthog.isFeatureEnabled(MAP) && posthog.isFeatureEnabled(TILES)) {
    return posthog.isFeatureEnabled(last) ? night(loaded) : day(loaded)
  }
  return day(ready)
}
