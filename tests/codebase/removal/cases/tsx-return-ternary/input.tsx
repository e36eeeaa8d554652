export function Row({ posthog, item }: Props) {
  return posthog.isFeatureEnabled('compact') ? (
    <tr>
      <td>{item.short}</td>
    </tr>
  ) : (
    <tr>
      <td>{item.long}</td>
    </tr>
  )
}
