export function Row({ row, remove }: Props) {
  const drop = () => {
    remove(row)
  }

  return <button onClick={drop}>Delete</button>
}
