export function style(map: Map) {
  const hills = shade(map)
  draw(hills)
  return map
}
