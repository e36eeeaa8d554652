import { useTracking } from './useTracking'

export function Rows({ add }: Props) {
  const tracking = useTracking()

  const onClick = () => {
    add()
    tracking.track('seat added')
  }

  return <button onClick={onClick} onBlur={() => tracking.track('row left')}>Add</button>
}
