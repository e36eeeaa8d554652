class Orders
  def place(order)
    order.save
  end

  def ship(order)
    Tracking.track(order.user, Events::ORDER_SHIPPED)
    order.ship
  end
end
