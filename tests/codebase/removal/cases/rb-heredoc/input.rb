def mail(user)
  if $posthog.is_feature_enabled('new-checkout', user.id)
    send_mail(<<~TEXT, user)
      Hello
        there
    TEXT
    done
  end
  warn <<~OLD unless $posthog.is_feature_enabled('new-checkout', user.id)
    old checkout
  OLD
  log <<~NEW if $posthog.is_feature_enabled('new-checkout', user.id)
    new checkout
  NEW
  user
end
