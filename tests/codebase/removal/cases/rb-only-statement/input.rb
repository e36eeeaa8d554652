class Audit
  def run(cart, user)
    # the old way
    legacy_audit(cart) unless $posthog.is_feature_enabled('new-checkout', user.id) # until spring
  end
end
