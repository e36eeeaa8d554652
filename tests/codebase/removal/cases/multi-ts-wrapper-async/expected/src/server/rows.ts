export async function rows(user: User) {
  return load(user, { several: true })
}
