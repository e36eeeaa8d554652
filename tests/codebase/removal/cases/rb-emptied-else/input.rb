def view(cart, user)
  if cart.open?
    modern(cart)
  # everybody else
  else
    legacy(cart) unless $posthog.is_feature_enabled('new-checkout', user.id)
  end
  if cart.late? then remind(cart) else legacy(cart) unless $posthog.is_feature_enabled('new-checkout', user.id) end
  begin
    store(cart)
  rescue KeyError
    report(cart)
  else
    legacy(cart) unless $posthog.is_feature_enabled('new-checkout', user.id)
  end
end
