module Metrics
  class << self
    attr_accessor :backend
    def count(event, by: nil)
      backend&.capture(event: event, distinct_id: by)
    end
  end
end
