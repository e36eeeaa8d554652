require 'checkout'

RSpec.describe Checkout do
  it 'shows the modern view' do
    expect(subject.view(cart, user)).to eq('modern')
  end

  it 'asks before it shows the old view' do
    expect($posthog).to receive(:is_feature_enabled).with('new-checkout', anything).and_return(false)
    expect(subject.view(cart, user)).to eq('old')
  end
end
