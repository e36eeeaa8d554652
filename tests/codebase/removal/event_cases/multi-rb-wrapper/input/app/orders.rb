class Orders
  def place(order)
    Tracking.track(order.user, Events::ORDER_PLACED, { total: order.total })
    order.save
  end

  def ship(order)
    Tracking.track(order.user, Events::ORDER_SHIPPED)
    order.ship
  end
end
