import { useEffect, useState } from 'react'
import { usePostHog } from 'posthog-js/react'

export function Pricing({ plan }: Props) {
  const posthog = usePostHog()
  const [open, setOpen] = useState(false)

  // Tell that somebody looked.
  useEffect(() => {
    if (plan) {
      posthog.capture('pricing viewed', { plan })
    }
  }, [plan, posthog])

  return <button onClick={() => setOpen(!open)}>{plan}</button>
}
