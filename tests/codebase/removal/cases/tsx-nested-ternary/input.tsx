export function Row({ posthog, item }: Props) {
  return (
    <tr>
      {item.open ? (
        <td>open</td>
      ) : posthog.isFeatureEnabled('compact') ? (
        <td>{item.short}</td>
      ) : (
        <td>{item.long}</td>
      )}
    </tr>
  )
}
