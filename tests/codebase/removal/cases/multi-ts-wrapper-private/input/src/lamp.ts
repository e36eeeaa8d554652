export function isOn(lamp: Lamp) {
  return lamp.current > 0
}
