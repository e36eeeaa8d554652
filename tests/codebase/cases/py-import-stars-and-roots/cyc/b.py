from . import a
NAME = "i_cyc"
def bee(e):
    a.ay(e)
from .a import *
from cyc.b import *
