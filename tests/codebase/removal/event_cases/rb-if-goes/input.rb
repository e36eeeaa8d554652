def place(order)
  if order.user
    $posthog.capture(distinct_id: order.user, event: 'order placed')
  end
  if order.gift
    order.wrap!
  else
    $posthog.capture(distinct_id: order.user, event: 'order placed')
  end
  order.ship
end
