import { useTracking } from './useTracking'

export function Seats({ add }: Props) {
  const track = useTracking('seats')

  const onClick = () => {
    add()
  }

  return <button onClick={onClick}>Add</button>
}
