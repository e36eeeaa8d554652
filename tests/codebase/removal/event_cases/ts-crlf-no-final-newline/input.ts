import posthog from 'posthog-js'

export function open(menu: Menu) {
  menu.open()
  posthog.capture('menu opened')
}