import { analytics } from './an'
analytics.track('mpd_1')
analytics.flags.isOn('mpd_2')
analytics['track']('mpd_3')
const { flags: { isOn }, track } = analytics
isOn('mpd_4')
track('mpd_5')
