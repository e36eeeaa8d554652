export class Editor {
  private bulk = posthog.isFeatureEnabled('bulk-edit')

  save(rows: Row[]) {
    if (this.bulk) saveAll(rows)
  }
}
