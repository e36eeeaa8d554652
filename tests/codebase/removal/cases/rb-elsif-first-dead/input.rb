def view(cart, user)
  if $posthog.is_feature_enabled('new-checkout', user.id) # soon
    modern
  # nothing in it
  elsif cart.empty?
    empty
  else
    classic
  end
end
