export function Row({ posthog, item }: Props) {
  return (
    <tr>
      {posthog.isFeatureEnabled('compact') ? <td>{item.short}</td> : item.cells.map((cell) => <td key={cell}>{cell}</td>)}
      {!posthog.isFeatureEnabled('compact') && item.open && <td>open</td>}
    </tr>
  )
}
