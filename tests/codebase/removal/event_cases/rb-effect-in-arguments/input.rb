def place(order)
  $posthog.capture(distinct_id: User.create!(order), event: 'order placed')
  order.ship
end
