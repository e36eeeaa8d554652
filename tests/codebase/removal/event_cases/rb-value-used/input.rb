def place(order)
  sent = $posthog.capture(distinct_id: order.user, event: 'order placed')
  return $posthog.capture(distinct_id: order.user, event: 'order placed') unless sent
  order.ship
end
