import React, { createContext, useContext, useMemo } from 'react'
import posthog from 'posthog-js'
import { usePostHog } from 'posthog-js/react'
type Api = { track: (e: string) => void }
export const Ctx = createContext<Api>({ track: (e) => posthog.capture(e) })
export const Ctx2 = createContext<Api | null>(null)
export function Provider({ children }) {
  const hog = usePostHog()
  const value = useMemo(() => ({ track: (e: string) => hog.capture(e), flag: (k: string) => hog.isFeatureEnabled(k) }), [])
  return <Ctx2.Provider value={value}>{children}</Ctx2.Provider>
}
export const useCtx = () => useContext(Ctx)
export function useCtx2() { const c = useContext(Ctx2); if (!c) throw new Error('x'); return c }
export const Ctx3 = React.createContext(undefined)
export const P3 = ({ children }) => { const t = (e) => posthog.capture(e); return <Ctx3 value={{ t }}>{children}</Ctx3> }
