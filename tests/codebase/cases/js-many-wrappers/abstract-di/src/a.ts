import { Injectable } from '@nestjs/common'
import { AnalyticsPort, HogAdapter } from './ports'
@Injectable()
export class Checkout {
  constructor(private readonly analytics: AnalyticsPort, @Inject('X') private x: HogAdapter) {}
  async pay() { await this.analytics.emit({ name: 'mad_1', props: {} }) }
  two() { return this.x.emit({ name: 'mad_2' }) }
}
