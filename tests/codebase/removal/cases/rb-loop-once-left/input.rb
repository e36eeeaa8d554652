def drain(queue, user)
  begin
    legacy(queue)
  end while !$posthog.is_feature_enabled('new-checkout', user.id)
  queue
end
