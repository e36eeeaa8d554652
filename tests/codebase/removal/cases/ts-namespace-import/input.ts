import * as analytics from './analytics'
import * as legacy from './legacy'

export function size(nav: Nav) {
  if (analytics.client.isFeatureEnabled('new-nav')) {
    return nav.size
  }
  return legacy.size(nav)
}
