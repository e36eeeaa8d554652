from lib import track
def nt(e):
    track(e)
