import { PostHog } from 'posthog-node'
import express from 'express'
const app = express()
app.locals.posthog = new PostHog('t')
app.get('/', async (req, res) => {
  req.app.locals.posthog.capture({ distinctId: '1', event: 'ms_1' })
  const on = await req.posthog?.isFeatureEnabled('ms_2', req.user.id)
})
export class Svc {
  constructor(private readonly config: Config) { this.ph = new PostHog(config.key) }
  private readonly ph: PostHog
  async on(key: string, id: string): Promise<boolean> { return (await this.ph.isFeatureEnabled(key, id)) ?? false }
}
const svc = new Svc({} as Config)
await svc.on('ms_3', '1')
