export function Row({ posthog, item }: Props) {
  return (
    <tr>
      {item.open ? (
        <td>open</td>
      ) : (
        <td>{item.long}</td>
      )}
    </tr>
  )
}
