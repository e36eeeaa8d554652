export const posthog = { capture: (x: string) => console.log(x) }
