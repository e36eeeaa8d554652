const [MAP, loaded] = ['dark-map', load()]
const { TILES, ready } = { TILES: 'dark-map', ready: start() }
const last = (registry.last = 'dark-map')

export function layers() {
  return night(loaded)
}
