module Shop
  module Flags
    SIDE_RAIL = 'side-rail'
    # in one page
    NEW_CHECKOUT = 'new-checkout'.freeze
  end
end
