export function Rows({ items }: Props) {
  return (
    <table>
      {items.map((item) => <Long key={item.id} />)}
      {items.filter((item) => item.open).map((item) => item.name)}
    </table>
  )
}
