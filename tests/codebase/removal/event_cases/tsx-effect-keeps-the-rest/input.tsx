import { useEffect } from 'react'
import posthog from 'posthog-js'

export function Pricing({ plan, load }: Props) {
  useEffect(() => {
    posthog.capture('pricing viewed', { plan })
    load(plan)
  }, [plan, load])

  return <b>{plan}</b>
}
