import posthog from 'posthog-js'

export class Editor {
  get bulk(): boolean {
    return posthog.isFeatureEnabled('bulk-edit')
  }

  save(rows: Row[]) {
    if (this.bulk) saveAll(rows)
  }
}
