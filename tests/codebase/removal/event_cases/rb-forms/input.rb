class Orders
  def place(order)
    posthog&.capture distinct_id: order.user_id, event: 'order placed'
    posthog.capture(distinct_id: order.user_id, event: 'order placed') if order.user
    posthog.capture({ distinct_id: 1, event: 'order placed' }) unless order.test?
    order.paid? && posthog.capture(distinct_id: order.user_id, event: 'order placed')
    order.ship
  end
end
