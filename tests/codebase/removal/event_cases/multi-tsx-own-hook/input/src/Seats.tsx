import { useTracking } from './useTracking'

export function Seats({ add }: Props) {
  const { track } = useTracking()

  const onClick = () => {
    add()
    track('seat added')
  }

  return <button onClick={onClick}>Add</button>
}
