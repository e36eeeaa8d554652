class Mailer
  def subject(user)
    'Your order'
  end
end
