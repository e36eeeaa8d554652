import posthog from 'posthog-js'
export const api = {
  client: posthog,
  prefix: 'mto',
  track(e: string) { this.client.capture(e) },
  area: function (e: string) { this.track(`${this.prefix}_${e}`) },
  arrow: (e: string) => { api.client.capture(e) },
  nested: { go() { this.inner('mto_6') }, inner(e: string) { posthog.capture(e) } },
  get on() { return this.client.isFeatureEnabled('mto_5') },
}
api.track('mto_1')
api.area('x')
api.arrow('mto_3')
export default {
  data() { return { hog: posthog } },
  methods: { log(e: string) { this.hog.capture(e) }, run() { this.log('mto_4') } },
  mounted() { this.log('mto_7'); this.$posthog.capture('mto_8') },
}
