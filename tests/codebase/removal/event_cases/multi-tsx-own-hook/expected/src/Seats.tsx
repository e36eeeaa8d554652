export function Seats({ add }: Props) {
  const onClick = () => {
    add()
  }

  return <button onClick={onClick}>Add</button>
}
