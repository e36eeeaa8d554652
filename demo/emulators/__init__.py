"""GitHub, Slack and git of the pretend company, in one supervised process tree.

From Python: `start(data)`. From a shell: `python -m demo.emulators --data DIR`.
"""

from demo.emulators.handle import Emulators, start
from demo.emulators.supervisor import Addresses

__all__ = ["Addresses", "Emulators", "start"]
