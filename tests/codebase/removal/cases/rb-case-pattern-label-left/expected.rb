def copy(user)
  case $posthog.get_feature_flag('new-checkout', user.id)
  when /^te/ then 'A'
  else 'B'
  end
end
