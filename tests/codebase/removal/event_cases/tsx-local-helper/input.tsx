import { usePostHog } from 'posthog-js/react'

export function Row({ row, remove }: Props) {
  const posthog = usePostHog()

  const told = () => posthog.capture('row deleted', { id: row.id })

  const drop = () => {
    told()
    remove(row)
  }

  return <button onClick={drop}>Delete</button>
}
