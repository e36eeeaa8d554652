export const rows = (posthog: PostHog, items: Item[]) => [
  <Short key="a" items={items} />,
  <Note key="b" />,
]
