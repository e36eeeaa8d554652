class Checkout
  def initialize(user)
    @modern = $posthog.is_feature_enabled('new-checkout', user.id)
  end

  def modern?(user)
    @cached ||= $posthog.is_feature_enabled('new-checkout', user.id)
  end
end
