def place(order)
  begin
    $posthog.capture(distinct_id: order.user, event: 'order placed')
  rescue StandardError => e
    Rails.logger.warn(e)
  end
  order.ship
end
