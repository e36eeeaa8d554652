import { usePostHog } from 'posthog-js/react'
function Button({ event, label }: { event?: string; label: string }) {
  const hog = usePostHog()
  return <b onClick={() => { if (event) hog.capture(event) }}>{label}</b>
}
function ping(event?: string) { const hog = usePostHog(); if (event) hog.capture(event) }
export const A = () => <Button label="x" />
export const B = () => <Button label="x" event="mab_1" />
export const C = (p: any) => <Button label="x" event={p.event} />
export const D = (p: any) => <Button {...p} />
ping()
ping('mab_2')
