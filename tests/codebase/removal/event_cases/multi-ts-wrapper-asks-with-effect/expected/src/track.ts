import posthog from 'posthog-js'

let asked = 0

function isOn() {
  asked += 1
  return asked < 100
}

export function track(event: string) {
  if (isOn()) posthog.capture(event)
}
