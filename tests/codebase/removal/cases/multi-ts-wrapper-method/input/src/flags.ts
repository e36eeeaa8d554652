import type { PostHog } from 'posthog-js'

export class Flags {
  constructor(private readonly posthog: PostHog) {}

  hasRail() {
    return this.posthog.isFeatureEnabled('side-rail')
  }

  // the new table
  hasBulkEdit() {
    return this.posthog.isFeatureEnabled('bulk-edit')
  }
}
