expect(posthog.capture).toHaveBeenCalledWith('seat added')
