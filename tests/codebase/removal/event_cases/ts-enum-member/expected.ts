import posthog from 'posthog-js'

enum Events {
  ListMade = 'list made',
}

export function share(list: List) {
  list.share()
}

export function make() {
  posthog.capture(Events.ListMade)
}
