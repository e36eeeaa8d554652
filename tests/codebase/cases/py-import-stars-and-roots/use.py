import lib
import lib.track
import lib.track as lt
import lib.names as ln, os
import nopkg.mod
import nopkg.mod as nm
from nopkg import mod
from nopkg.mod import nt as nnt
from lib import names, renamed, sub_track, is_flag_on
from lib.sub import *
from lib.track import *
from lib import (
    track as tt,  # comment
    names as nn,
)
from typing import TYPE_CHECKING
try:
    from lib.track import flag_on
except ImportError:
    flag_on = None
try:
    import missing_mod as fallback_names
except ImportError:
    import lib.names as fallback_names
if TYPE_CHECKING:
    from lib import names as tn
lib.renamed("i_lib_attr")

lt.track("i_dotted_as")
lt.track(ln.A)
nopkg.mod.nt("i_nopkg")
nm.nt("i_nopkg_as")
mod.nt("i_nopkg_from")
nnt(names.A)
renamed("i_renamed")
sub_track("i_sub_star")
public("i_star_public")
_private("i_not_private")
hidden("i_not_hidden")
tt(nn._B)
flag_on("i-try")
is_flag_on("i-reexport")
tt(fallback_names.A)
def f():
    from lib.track import track
    from lib import names as inner
    track(inner.A)
class K:
    from lib.track import track as static_track
    def m(self):
        from lib.track import track as t2
        t2("i_method_import")
def g(track):
    track("i_not_param")
def h():
    def track(e):
        return e
    track("i_not_local")
