def copy(user)
  case $posthog.get_feature_flag('new-checkout', user.id)
  in 'control' then legacy
  end
  done
end
