import posthog from 'posthog-js'
export class Analytics {
  private static _i: Analytics | undefined
  hog = posthog
  static instance = new Analytics()
  static getInstance(): Analytics { if (!Analytics._i) { Analytics._i = new Analytics() } return Analytics._i }
  static get() { return this._i ?? (this._i = new this()) }
  track(e: string) { this.hog.capture(e) }
}
export default Analytics
