export function Row({ posthog, item }: Props) {
  return (
    <tr>
      {item.cells.map((cell) => <td key={cell}>{cell}</td>)}
      {item.open && <td>open</td>}
    </tr>
  )
}
