def copy(user)
  track(user)
  case $posthog.get_feature_flag('new-checkout', user.id)
  when 'control' then legacy
  end
end
