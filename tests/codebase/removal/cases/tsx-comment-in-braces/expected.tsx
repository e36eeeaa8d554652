export function Row({ posthog, item }: Props) {
  return (
    <tr>
      {/* one of both */}
      <td>{item.short}</td>

      {/* always */}
      <td>{item.id}</td>
    </tr>
  )
}
