import ph from 'posthog-js'
class Flags { isOn(k: string) { return ph.isFeatureEnabled(k) } }
class An { readonly flags = new Flags(); track = (e: string) => { ph.capture(e) } }
export const analytics = Object.freeze(new An())
