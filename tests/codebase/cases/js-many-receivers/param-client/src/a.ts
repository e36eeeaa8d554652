import posthog from 'posthog-js'
function send(client, event) { client.capture(event) }
send(posthog, 'mpc_1')
