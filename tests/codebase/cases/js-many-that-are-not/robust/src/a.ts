import posthog from 'posthog-js'
posthog.capture('rb_1')
<<<<<<< HEAD
posthog.capture('rb_2')
=======
posthog.capture('rb_3')
>>>>>>> branch
function ( { broken
posthog.capture('rb_4')
