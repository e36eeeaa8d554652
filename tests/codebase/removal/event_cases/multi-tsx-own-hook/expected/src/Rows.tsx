import { useTracking } from './useTracking'

export function Rows({ add }: Props) {
  const tracking = useTracking()

  const onClick = () => {
    add()
  }

  return <button onClick={onClick} onBlur={() => tracking.track('row left')}>Add</button>
}
