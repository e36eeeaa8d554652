module Shop
  module Flags
    SIDE_RAIL = 'side-rail'
  end
end
