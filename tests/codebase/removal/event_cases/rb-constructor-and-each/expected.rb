class Cart
  def initialize(lines)
    @lines = lines
  end

  def ship
    @lines.each do |line|
      line.ship
    end
  end
end
