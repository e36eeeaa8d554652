from .track import track, track as renamed
from . import names
from .sub import *
from lib.track import flag_on as is_flag_on
