def copy(user)
  case $posthog.get_feature_flag('new-checkout', user.id)
  # the old words
  when 'control'
    'A'
  when 'test'
    'B'
  # whoever else
  else
    # plain
    'C'
  end
end
