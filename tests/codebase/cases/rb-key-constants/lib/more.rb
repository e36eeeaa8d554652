module Shop
  module Events
    FAR = 'co_far'
  end
end
