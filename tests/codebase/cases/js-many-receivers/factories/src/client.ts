import { PostHog } from 'posthog-node'
let cached: PostHog | null = null
export const getClient = () => { if (cached) return cached; cached = new PostHog('t'); return cached }
class Service {
  private _c = new PostHog('t')
  get client() { return this._c }
  get() { return this.client }
}
export const service = new Service()
export async function lazy() { const { PostHog } = await import('posthog-node'); return new PostHog('t') }
export function makeDeps() { return { posthog: new PostHog('t'), db: null } }
