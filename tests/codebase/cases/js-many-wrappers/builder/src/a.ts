import posthog from 'posthog-js'
class EventBuilder {
  private name = ''
  constructor(name: string) { this.name = name }
  send() { posthog.capture(this.name) }
  static of(n: string) { return new EventBuilder(n) }
}
new EventBuilder('mb_1').send()
EventBuilder.of('mb_2').send()
