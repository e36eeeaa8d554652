KEYS = { checkout: 'new-checkout', search: 'new-search' }.freeze

def all_keys
  KEYS.values
end
