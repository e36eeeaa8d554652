import posthog from 'posthog-js'

export function edit(field: Field) {
  field.save()
  if (field.dirty) {
    if (field.visible) {
      posthog.capture('field edited')
      posthog.capture('field edited', { again: true })
    }
  }
}
