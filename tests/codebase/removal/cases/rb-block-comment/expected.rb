def view(cart, user)
  modern(cart)
=begin
    not code
=end
  count(cart)
  cart
end

view(cart, user)
__END__
new-checkouts: data
