def copy(user)
  label = case $posthog.get_feature_flag('new-checkout', user.id)
          when 'control', 'legacy' then 'Buy'
          when 'test' then t('pay')
          else 'Go'
          end
  render label
end
