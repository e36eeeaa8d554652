def copy(user)
  case $posthog.get_feature_flag('new-checkout', user.id)
  in 'control'
    'A'
  in 'test' | 'beta'
    text = build
    text
  in _
    'C'
  end
end
