import posthog from 'posthog-js'

export class Timer {
  seconds = 0

  private told() {
    posthog.capture('timer reset', { seconds: this.seconds })
  }

  reset() {
    this.told()
    this.seconds = 0
  }
}
