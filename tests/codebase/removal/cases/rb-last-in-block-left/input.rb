def labels(items, user)
  items.map do |item|
    text = item.label
    text << '!' unless $posthog.is_feature_enabled('new-checkout', user.id)
  end
end
