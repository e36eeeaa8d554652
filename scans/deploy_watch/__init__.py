"""Did this deploy break something, and whose change was it?

A deploy is watched for two hours. Every few minutes a sequential test on the people who met an
error, per session, says whether there are more of them than this project's own past, or the old
release at the same time, lets expect.
"""
