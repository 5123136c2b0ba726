"""The settings of the media player, looked at for `say --doctor`: `python -I -m kokoro_mpris.checkup FILE`."""

import functools
import sys

from kokoro_ipc import checkup, settings_file
from kokoro_mpris.__main__ import check, options

if __name__ == "__main__":
    checkup.main([("Settings", functools.partial(settings_file.check, sys.argv[1], options, check))])
