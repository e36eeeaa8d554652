from ..track import track
from ... import nope
from ..names import A as AA
def sub_track(e):
    track(e)
def hidden(e):
    track(e)
sub_track(AA)
