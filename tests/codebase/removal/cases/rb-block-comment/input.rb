def view(cart, user)
  if $posthog.is_feature_enabled('new-checkout', user.id)
    modern(cart)
=begin
    not code
=end
    count(cart)
  end
  cart
end

return legacy unless $posthog.is_feature_enabled('new-checkout', user.id)

view(cart, user)
__END__
new-checkouts: data
