export function style(map: Map) {
  switch (posthog.getFeatureFlag('map-style')) {
    case 'relief': {
      const hills = shade(map)
      draw(hills)
    }
    break
    default: {
      draw(map)
      break
    }
  }
  return map
}
