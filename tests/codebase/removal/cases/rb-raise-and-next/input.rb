def each_item(items, user)
  items.each do |item|
    next skip(item) if $posthog.is_feature_enabled('new-checkout', user.id)

    legacy(item)
  end
  loop do
    step
    break if $posthog.is_feature_enabled('new-checkout', user.id)
    pause
  end
  raise ArgumentError, 'closed' if $posthog.is_feature_enabled('new-checkout', user.id)

  legacy_items(items)
end
