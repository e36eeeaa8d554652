import { defineNuxtPlugin, useRuntimeConfig } from '#imports'
import posthog from 'posthog-js'
export default defineNuxtPlugin(() => {
  const cfg = useRuntimeConfig()
  const posthogClient = posthog.init(cfg.public.key, { api_host: 'x' })
  posthogClient?.capture('plugin_ready')
  return { provide: { posthog: () => posthogClient } }
})
