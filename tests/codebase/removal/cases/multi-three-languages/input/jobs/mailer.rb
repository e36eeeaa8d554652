class Mailer
  def subject(user)
    $posthog.is_feature_enabled('new-checkout', user.id) ? 'Your order' : 'Your basket'
  end
end
