def view(cart, user)
  notify(user) if $posthog.is_feature_enabled('new-checkout', user.id) and cart.open?
  remind(user) if not $posthog.is_feature_enabled('new-checkout', user.id) or cart.late?
  archive(cart) unless $posthog.is_feature_enabled('new-checkout', user.id) && (cart.open? || cart.late?)
  rate = 2 * ($posthog.is_feature_enabled('new-checkout', user.id) ? cart.fee + cart.tax : cart.fee)
  fits = !($posthog.is_feature_enabled('new-checkout', user.id) && cart.total > 3)
  render rate, fits
end
