module Events
  ORDER_SHIPPED = 'order shipped'.freeze
end
