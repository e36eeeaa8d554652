require 'checkout'

RSpec.describe Checkout do
  it 'shows the modern view' do
    expect(subject.view(cart, user)).to eq('modern')
  end
end
