from importlib import import_module
m = import_module("lib.track")
