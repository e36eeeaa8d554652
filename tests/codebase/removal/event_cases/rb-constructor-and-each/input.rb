class Cart
  def initialize(lines)
    @lines = lines
    $posthog.capture(distinct_id: 1, event: 'order placed')
  end

  def ship
    @lines.each do |line|
      line.ship
      $posthog.capture(distinct_id: line.user, event: 'order placed')
    end
  end
end
