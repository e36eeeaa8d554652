def place(order)
  order.ship
  if order.user
    $posthog.capture(distinct_id: order.user, event: 'order placed')
  end
end
