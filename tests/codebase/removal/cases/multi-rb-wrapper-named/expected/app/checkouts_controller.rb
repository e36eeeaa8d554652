class CheckoutsController
  helper_method :modern?

  def show
    render(:new) if modern?
    done
  end

  def modern?
    $posthog.is_feature_enabled('new-checkout', @user.id)
  end
end
