export class Timer {
  seconds = 0

  private told() {
  }

  reset() {
    this.told()
    this.seconds = 0
  }
}
