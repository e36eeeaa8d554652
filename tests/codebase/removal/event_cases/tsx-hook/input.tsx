import { usePostHog } from 'posthog-js/react'
import { Button } from './button'

export function Upgrade({ plan, onUpgrade }: Props) {
  const posthog = usePostHog()

  function upgrade() {
    posthog?.capture('upgrade clicked', { plan })
    onUpgrade(plan)
  }

  return <Button onClick={upgrade}>Upgrade</Button>
}
