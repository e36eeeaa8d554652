import posthog from 'posthog-js'
const P = 'c_'
const S = 'end'
posthog.capture(P + S)
posthog.capture(P + 'x' + S)
posthog.capture(`${P}mid_${S}`)
posthog.capture(P.concat('q', S))
posthog.capture('a'.concat(P))
posthog.capture([P, S].join('-'))
posthog.capture(['a', 'b', 'c'].join('_'))
posthog.capture(['a', 'b'].join())
posthog.capture(`n${1}`)
const Q = `${P}nested`
posthog.capture(`${Q}!`)
let acc = 'x'
acc += 'y'
posthog.capture(acc)
