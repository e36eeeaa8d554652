from openfeature import api
from openfeature.api import get_client
from openfeature.client import OpenFeatureClient

client = api.get_client()
client.get_boolean_value("r-bool", False)
client.get_string_value("r-string", "x")
client.get_boolean_details(flag_key="r-kw", default_value=False)
get_client().get_object_value("r-object", {})


def f(c: OpenFeatureClient, key):
    c.get_integer_value("r-typed", 1)
    c.get_boolean_value(key, False)


def wrapper(key):
    return client.get_boolean_value(key, False)


wrapper("r-wrapped")
other.get_boolean_value("r-not", False)
