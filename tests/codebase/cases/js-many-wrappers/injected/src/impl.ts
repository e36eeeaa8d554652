import { PostHog } from 'posthog-node'
export interface Analytics { track(event: string): void }
export abstract class Abs { abstract track(e: string): void; twice(e: string) { this.track(e) } }
export class HogAnalytics extends Abs implements Analytics {
  private client = new PostHog('t')
  track(event: string) { this.client.capture({ distinctId: '1', event }) }
}
export class Noop implements Analytics { track(_e: string) {} }
export function useAbs(a: Abs) { a.track('inj_abs'); a.twice('inj_twice') }
