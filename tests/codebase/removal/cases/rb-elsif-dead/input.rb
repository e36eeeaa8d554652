def view(cart, user)
  if cart.empty?
    empty
  # the new checkout
  elsif $posthog.is_feature_enabled('new-checkout', user.id)
    # modern
    modern
  # everything else
  else
    classic
  end
  done
end
