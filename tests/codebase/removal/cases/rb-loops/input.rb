def drain(queue, user)
  while !$posthog.is_feature_enabled('new-checkout', user.id)
    legacy(queue)
  end
  until $posthog.is_feature_enabled('new-checkout', user.id)
    wait
  end
  wait until $posthog.is_feature_enabled('new-checkout', user.id)
  queue
end
