require 'test_helper'

class CheckoutTest < Minitest::Test
  def test_old_view
    assert_equal 'old', Checkout.new.view(cart, user)
  end
end
