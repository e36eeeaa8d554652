import posthog from 'posthog-js'

export function click(form: Form) {
  posthog.capture(form.valid ? 'save clicked' : 'save refused')
}
