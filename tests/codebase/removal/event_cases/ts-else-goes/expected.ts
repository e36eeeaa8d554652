export function change(plan: Plan) {
  if (plan.free) {
    plan.reset()
  }
  if (plan.due) {
    plan.charge()
  }
}
