module Flags
  KEYS = {
    # the new checkout
    checkout: 'new-checkout', # since spring
    search: 'new-search',
  }.freeze
end
