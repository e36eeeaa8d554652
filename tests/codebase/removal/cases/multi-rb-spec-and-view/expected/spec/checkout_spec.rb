RSpec.describe Checkout do
  it 'is modern' do
    allow($posthog).to receive(:is_feature_enabled).with('new-checkout', 1).and_return(true)
  end
end
