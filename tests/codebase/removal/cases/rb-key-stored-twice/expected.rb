LANE = OLD_LANE = 'fast-lane'

def lane(user)
  key = user.last_asked = 'fast-lane'
  return 'express'
end
