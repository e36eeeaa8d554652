import posthog from 'posthog-js'
posthog.capture('it\'s here')
posthog.capture("caf\u00e9")
posthog.capture('\x41b')
posthog.capture(`plain template`)
posthog.capture(`with \`tick\``)
posthog.capture('\u{1F600}')
posthog.capture('\uD83D\uDE00!')
posthog.capture("say \"hi\"")
posthog.capture('a\
b')
posthog.capture(String.raw`raw\n`)
