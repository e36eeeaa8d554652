require 'test_helper'

class CheckoutTest < Minitest::Test
  # With the page.
  def test_modern_view
    stub_flag('new-checkout', true)
    assert_equal 'modern', Checkout.new.view(cart, user)
  end

  def test_old_view
    assert_equal 'old', Checkout.new.view(cart, user)
  end
end
