export function Row({ posthog, item }: Props) {
  const compact = posthog.isFeatureEnabled('compact')
  return (
    <tr>
      {compact ? (
        <>
          <Short item={item} />
          <Note />
        </>
      ) : (
        <Long item={item} />
      )}
    </tr>
  )
}
