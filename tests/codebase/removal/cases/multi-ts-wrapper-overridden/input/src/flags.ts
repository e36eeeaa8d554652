export class Flags {
  isOn(key: string) {
    return posthog.isFeatureEnabled(key)
  }
}

export class StaffFlags extends Flags {
  isOn(key: string) {
    return this.isStaff && super.isOn(key)
  }
}
