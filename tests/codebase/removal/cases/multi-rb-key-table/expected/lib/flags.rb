module Flags
  KEYS = {
    search: 'new-search',
  }.freeze
end
