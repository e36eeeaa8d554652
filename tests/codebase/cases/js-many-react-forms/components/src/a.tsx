import { Gate, Gate2, Gate3, Gate4, Gate5, Gate7, Gate8, Track } from './gate'
import * as G from './gate'
const K = 'rc_const'
export const A = () => (
  <div>
    <Gate flag="rc_1"><b /></Gate>
    <Gate flag={'rc_1b'} fallback={<Gate2 name="rc_2" />} />
    <Gate flag={K} />
    <Gate3 f="rc_3" />
    <Gate4 f="rc_4" />
    <Gate5 name="rc_5" />
    <Gate7 />
    <Gate7 flag="rc_7" />
    <Track event="rc_8">x</Track>
    <G.Gate flag="rc_9" />
    <Gate flag={dyn()} />
    <Gate8 flag={cond ? 'rc_10' : 'rc_11'} />
    <Gate
      key={1}
      flag="rc_12"
    />
    {React.createElement(Gate, { flag: 'rc_13' })}
  </div>
)
