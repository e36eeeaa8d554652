@Injectable()
export class Editor<T extends Row> {
  constructor(
    private readonly posthog: PostHog,
    private readonly store: Store<T>,
  ) {}

  @Trace()
  async save(rows: T[]): Promise<void> {
    if (this.posthog.isFeatureEnabled('bulk-edit')) {
      await this.store.saveAll<T>(rows)
      return
    }
    for (const row of rows) await this.store.save(row satisfies Row as T)
  }
}
