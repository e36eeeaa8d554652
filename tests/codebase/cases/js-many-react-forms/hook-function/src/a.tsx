import { useTrack, useApi } from './hooks'
import useDefault from './hooks'
import { useRenamed } from './barrel'
import { useOuter } from './outer'
import { useCallback } from 'react'
export function A() {
  const track = useTrack()
  track('hf_1')
  useTrack()('hf_2')
  const { send, flags: { isOn }, trackEvent: te } = useApi()
  send('hf_3')
  isOn('hf_4')
  te('hf_5')
  const api = useApi()
  api.send('hf_6')
  api.flags.isOn('hf_7')
  const d = useDefault()
  d('hf_8')
  const r = useRenamed()
  r('hf_9')
  const { log } = useOuter()
  log('hf_10')
  const [x, dispatch] = usePair()
  dispatch('hf_11')
  return <b onClick={() => send('hf_12')} onFocus={useCallback(() => track('hf_13'), [])} />
}
import { usePostHog } from 'posthog-js/react'
function usePair() { const p = usePostHog(); return [1, (e: string) => p.capture(e)] as const }
