class Audit
  def run(cart, user)
  end
end
