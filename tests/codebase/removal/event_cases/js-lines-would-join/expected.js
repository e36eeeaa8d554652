import posthog from 'posthog-js'

export function sort(list, draw) {
  const sorted = list
  posthog.capture('list sorted');
  [1, 2].forEach(draw)
}
