import posthog from 'posthog-js'
import { ledger } from './ledger'

export function track(name: string) {
  posthog.capture(name)
  ledger.write(name)
}
