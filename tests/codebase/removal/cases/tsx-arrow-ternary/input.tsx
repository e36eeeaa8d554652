export const Row = ({ posthog, item }: Props) =>
  posthog.isFeatureEnabled('compact') ? (
    <Short item={item} />
  ) : (
    <Long
      item={item}
    />
  )
