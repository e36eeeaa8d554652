def copy(user)
  case $posthog.get_feature_flag('new-checkout', user.id)
  when *OLD_VARIANTS then 'A'
  when 'test' then 'B'
  end
end
