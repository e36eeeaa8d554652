def view(cart, user)
  if cart.empty?
    empty
  # the new checkout
  elsif $posthog.is_feature_enabled('new-checkout', user.id)
    modern
  # small ones
  elsif cart.small?
    small
  else
    classic
  end
end
