export function touch(posthog: PostHog, item: Item) {
  item.open()


  item.read()


  item.write()
}
