import json

try:
    import orjson

    FAST = True
except ImportError:
    FAST = False


def dump(client, user, data):
    return json.dumps(data)
