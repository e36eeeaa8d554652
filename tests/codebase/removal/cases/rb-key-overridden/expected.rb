class Rates
  def key
    'night-rates'
  end

  def price(user)
    posthog.is_feature_enabled(key, user.id) ? 1 : 2
  end
end

class DayRates < Rates
  def key
    'day-rates'
  end
end
