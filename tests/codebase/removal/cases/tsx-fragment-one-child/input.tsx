export function Row({ posthog, item }: Props) {
  const compact = posthog.isFeatureEnabled('compact')
  return (
    <>
      {compact ? <Short item={item} /> : <Long item={item} />}
      {!compact && <Note />}
    </>
  )
}
