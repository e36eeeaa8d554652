LANE = OLD_LANE = 'fast-lane'

def lane(user)
  key = user.last_asked = 'fast-lane'
  return 'express' if posthog.is_feature_enabled(LANE, user.id)
  return 'second' if posthog.is_feature_enabled(key, user.id)

  'normal'
end
