export function Row({ posthog, item }: Props) {
  return (
    <p>
      Open
      {posthog.isFeatureEnabled('compact') && <b>now</b>}
      closed
    </p>
  )
}
