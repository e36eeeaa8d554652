def import(rows, user)
  while rows.any?
    store(rows.shift)
    tick unless $posthog.is_feature_enabled('new-checkout', user.id)
  end
  rows
ensure
  close
  legacy_close unless $posthog.is_feature_enabled('new-checkout', user.id)
end
