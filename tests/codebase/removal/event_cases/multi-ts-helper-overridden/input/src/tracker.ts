export class Tracker {
  track(name: string) {
    posthog.capture(name)
  }
}

export class CountingTracker extends Tracker {
  seen = 0

  track(name: string) {
    this.seen++
    super.track(name)
  }
}
