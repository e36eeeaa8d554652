import { useRef, useState } from 'react'
import posthog from 'posthog-js'

const GUEST = { theme: 'light' }
const Tracker = { send: (event: string) => posthog.capture(event) }

export function Page() {
  const [profile, setProfile] = useState(GUEST)
  const [fixed] = useState('sk_fixed')
  const [tracker, setTracker] = useState(Tracker)
  const last = useRef('sk_first')
  posthog.isFeatureEnabled(`theme-${profile.theme}`)
  posthog.capture(fixed)
  tracker.send('sk_sent')
  posthog.capture(last.current)
}
