from pkg.util import helper
from pkg import util
helper("i_src_abs")
util.helper("i_src_mod")
