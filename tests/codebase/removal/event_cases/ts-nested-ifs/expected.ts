export function edit(field: Field) {
  field.save()
}
