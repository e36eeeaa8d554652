module Flags
  NEW_CHECKOUT = 'new-checkout'
  OTHER = 'other'

  def self.all
    constants.map { |name| const_get(name) }
  end
end
