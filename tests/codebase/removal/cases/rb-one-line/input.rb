def view(cart, user)
  if $posthog.is_feature_enabled('new-checkout', user.id) then modern(cart) else legacy(cart) end
  if $posthog.is_feature_enabled('new-checkout', user.id); count(cart); show(cart); end
  first(cart); legacy(cart) unless $posthog.is_feature_enabled('new-checkout', user.id); last(cart)
  cart.lines.each { |line| legacy(line) unless $posthog.is_feature_enabled('new-checkout', user.id) }
  cart
end
