import posthog from 'posthog-js'
export class X {
  @Track('dc_1') m() {}
  @Input() posthog: any
  go() { this.posthog.capture('dc_2') }
}
function Track(e: string) { return (t: any, k: string, d: any) => { posthog.capture(e) } }
