class Order < ApplicationRecord
  after_create :tell_placed

  def tell_placed
    $posthog.capture(distinct_id: user_id, event: 'order placed')
  end

  def total
    lines.sum(&:price)
  end
end
