class Orders
  def place(order)
    order.save!

    Mailer.send_receipt(order)
  end
end
