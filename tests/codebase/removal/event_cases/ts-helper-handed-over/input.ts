import posthog from 'posthog-js'

const told = () => posthog.capture('row deleted')

export function watch(bus: Bus) {
  bus.on('deleted', told)
}
