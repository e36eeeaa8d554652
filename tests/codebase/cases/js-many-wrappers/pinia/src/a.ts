import posthog from 'posthog-js'
export const useStore = defineStore('x', {
  state: () => ({ n: 0 }),
  actions: {
    track(e: string) { posthog.capture(e) },
    go() { this.track('mpi_1') },
  },
})
useStore().track('mpi_2')
