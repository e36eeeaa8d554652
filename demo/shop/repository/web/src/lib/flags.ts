/** Keys of the feature flags that more than one module asks for. */

/** One page instead of four steps. */
export const NEW_CHECKOUT = 'new-checkout';

export const LEGACY_SEARCH = 'legacy-search';

/** Facets next to the results, still on its way out to everybody. */
export const FRESH_FILTERS = 'fresh-filters';

export const MOBILE_NAV = 'mobile-nav';
