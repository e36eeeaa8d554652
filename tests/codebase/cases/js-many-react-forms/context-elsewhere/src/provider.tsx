import { Ctx } from './ctx'
import posthog from 'posthog-js'
export const P = ({ children }) => <Ctx.Provider value={{ track: (e: string) => posthog.capture(e) }}>{children}</Ctx.Provider>
