module Flags
  NEW_CHECKOUT = 'new-checkout'.freeze # since spring
  OTHER = 'other'.freeze
end
