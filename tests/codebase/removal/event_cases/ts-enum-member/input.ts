import posthog from 'posthog-js'

enum Events {
  ListMade = 'list made',
  // Sent when somebody opens the dialog.
  ListShared = 'list shared',
}

export function share(list: List) {
  posthog.capture(Events.ListShared, { list: list.id })
  list.share()
}

export function make() {
  posthog.capture(Events.ListMade)
}
