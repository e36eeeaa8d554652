import posthog from 'posthog-js'
export function raw({ event, props }: { event: string; props?: object }) { posthog.capture(event, props) }
