require 'checkout'

RSpec.describe Checkout do
  it 'shows the modern view' do
    expect(subject.view(cart, user)).to eq('modern')
  end

  it 'shows the old view' do
    allow($posthog).to receive(:is_feature_enabled).with('new-checkout', anything).and_return(false)
    expect(subject.view(cart, user)).to eq('old')
  end
end
