import ph from 'posthog-js'
const track = (e: string) => ph.capture(e)
export default { track, page: { view: (n: string) => track(`view_${n}`) } }
