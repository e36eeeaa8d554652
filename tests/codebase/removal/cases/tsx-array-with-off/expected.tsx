export const rows = (posthog: PostHog, items: Item[]) => [
  posthog.isFeatureEnabled('compact') && <Short key="a" items={items} />,
  <Note key="b" />,
]
