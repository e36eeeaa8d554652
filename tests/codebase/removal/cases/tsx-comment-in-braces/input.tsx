export function Row({ posthog, item }: Props) {
  return (
    <tr>
      {/* one of both */}
      {posthog.isFeatureEnabled('compact') ? <td>{item.short}</td> : <td>{item.long}</td>}
      {/* never both */}
      {!posthog.isFeatureEnabled('compact') && <td>{item.long}</td>}

      {/* always */}
      <td>{item.id}</td>
    </tr>
  )
}
