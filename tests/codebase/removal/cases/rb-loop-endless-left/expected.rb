def drain(queue, user)
  until $posthog.is_feature_enabled('new-checkout', user.id)
    step(queue)
  end
  queue
end
