RSpec.describe Own do
  let(:posthog) { instance_double(PostHog::Client, capture: nil) }
  before do
    allow(HOG).to receive(:capture)
    allow_any_instance_of(PostHog::Client).to receive(:is_feature_enabled).with('sp-with', 1).and_return(true)
    stub_const('HOG', double)
    PostHog::Client.any_instance.stubs(:capture)
    HOG.expects(:capture).with(event: 'sp_expects')
  end

  it 'captures' do
    expect(HOG).to have_received(:capture).with(event: 'sp_have', distinct_id: 1)
    expect(HOG).to receive(:capture).with(hash_including(event: 'sp_recv'))
    HOG.capture(event: 'sp_real')
  end
end
