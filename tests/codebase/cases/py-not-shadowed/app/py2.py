import posthog
print "hello"
posthog.capture("u", "w_py2")
exec "x"
def f(x):
    print x
    posthog.capture("u", "w_py2_fn")
try:
    pass
except Exception, e:
    posthog.capture("u", "w_py2_exc")
posthog.capture("u", "w_py2_end")
