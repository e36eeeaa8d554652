module Tracking
  def self.track(user, event, properties = {})
    return if user.nil?

    $posthog.capture(distinct_id: user.id, event: event, properties: properties)
  end
end
