"""The settings of the Wyoming server, looked at for `say --doctor`: `python -I -m kokoro_wyoming.checkup FILE`."""

import functools
import sys

from kokoro_ipc import checkup, settings_file
from kokoro_wyoming.__main__ import check, options

if __name__ == "__main__":
    checkup.main([("Settings", functools.partial(settings_file.check, sys.argv[1], options, check))])
