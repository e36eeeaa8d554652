def copy(user)
  case $posthog.get_feature_flag('new-checkout', user.id)
  in 'test' if user.admin? then modern
  in _ then legacy
  end
end
