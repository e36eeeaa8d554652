def view(cart, user)
  case
  when cart.empty? then empty
  # the new one
  when $posthog.is_feature_enabled('new-checkout', user.id)
    modern
  when cart.small?
    small
  else
    classic
  end
end
