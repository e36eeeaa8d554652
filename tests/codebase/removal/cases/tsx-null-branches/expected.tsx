export function Row({ posthog, item }: Props) {
  return (
    <tr>
      <td>{item.short}</td>
    </tr>
  )
}
