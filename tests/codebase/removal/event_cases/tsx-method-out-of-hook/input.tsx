import { usePostHog } from 'posthog-js/react'

export function Seats({ add }: Props) {
  const { capture } = usePostHog()

  const onClick = () => {
    add()
    capture('seat added')
  }

  return <button onClick={onClick}>Add</button>
}
