class Order < ApplicationRecord
  after_create :tell_placed

  def tell_placed
  end

  def total
    lines.sum(&:price)
  end
end
