def mail(user)
  send_mail(<<~TEXT, user)
      Hello
        there
    TEXT
  done
  log <<~NEW
    new checkout
  NEW
  user
end
