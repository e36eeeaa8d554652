import posthog from 'posthog-js'
export const q = useQuery({ queryKey: ['posthog'], queryFn: () => posthog.getFeatureFlag('tq_1') })
export const m = useMutation({ onSuccess: () => { posthog.capture('tq_2') }, onError: (e) => posthog.capture('tq_3', { e }) })
