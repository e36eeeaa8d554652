import { PostHog } from 'posthog-node'
export abstract class AnalyticsPort { abstract emit(e: { name: string; props?: object }): Promise<void> }
export class HogAdapter implements AnalyticsPort {
  constructor(private readonly hog: PostHog) {}
  async emit({ name, props }: { name: string; props?: object }) { this.hog.capture({ distinctId: 's', event: name, properties: props }) }
}
