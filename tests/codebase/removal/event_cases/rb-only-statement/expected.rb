class Orders
  def place(order)
    order.ship
  end
end
