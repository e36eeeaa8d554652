import posthog from 'posthog-js'
import { readable } from 'svelte/store'
export const flags = readable(false, (set) => { posthog.onFeatureFlags(() => set(posthog.isFeatureEnabled('mss_3'))) })
export const track = async (e: string, p = {}) => { posthog.capture(e, p) }
