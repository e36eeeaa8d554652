import { usePostHog } from '@posthog/react'
export const A = () => {
  const ph = usePostHog()
  return <button onClick={() => ph.capture('jsx_click')}>x</button>
}
