class Checkout
  def open(cart, user)
    modern(cart)
  end

  def close(cart, user)
    return if cart.nil?

    # the new way out
    return finish(cart)
  rescue Timeout::Error
    retry_later(cart)
  end
end
