export function canBulkEdit(user: User) {
  return user.staff
}
