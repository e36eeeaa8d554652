import ph from 'posthog-js'
export const posthog = ph
