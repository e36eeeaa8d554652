import posthog from 'posthog-js'
export const usePosthog = () => { posthog.init('t'); return { posthog } }
