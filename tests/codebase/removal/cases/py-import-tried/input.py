import json

try:
    import orjson

    FAST = True
except ImportError:
    FAST = False


def dump(client, user, data):
    if client.feature_enabled("fast-json", user.id):
        return orjson.dumps(data)
    return json.dumps(data)
