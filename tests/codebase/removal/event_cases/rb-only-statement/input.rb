class Orders
  def placed(order)
    $posthog.capture(distinct_id: order.user_id, event: 'order placed')
  end

  def place(order)
    placed(order)
    order.ship
  end
end
