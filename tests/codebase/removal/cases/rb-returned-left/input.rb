class Checkout
  def modern?(user)
    $posthog.is_feature_enabled('new-checkout', user.id)
  end
end
