class Elsewhere
  def go
    HOG.capture(event: 'ff_elsewhere')
    $analytics_client.capture(event: 'ff_elsewhere_g')
    ::HOG.capture(event: 'ff_colon')
  end
end
