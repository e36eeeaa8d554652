class Checkout
  # Shows the cart.
  def view(cart, user)
    # above the if
    if $posthog.is_feature_enabled('new-checkout', user.id) # behind the if
      # first in the branch
      modern(cart)

      # last in the branch
    # above the else
    else # behind the else
      # dead
      legacy(cart)
    end # behind the end

    # above what goes
    legacy_footer unless $posthog.is_feature_enabled('new-checkout', user.id) # behind it

    footer
  end
end
