class Checkout
  def open(cart, user)
    return legacy(cart) unless $posthog.is_feature_enabled('new-checkout', user.id)

    modern(cart)
  end

  def close(cart, user)
    return if cart.nil?

    # the new way out
    return finish(cart) if $posthog.is_feature_enabled('new-checkout', user.id)

    # the old way out
    audit(cart)
    legacy_finish(cart)
  rescue Timeout::Error
    retry_later(cart)
  end
end
