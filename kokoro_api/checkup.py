"""The settings of the HTTP server, looked at for `say --doctor`: `python -I -m kokoro_api.checkup FILE`."""

import functools
import sys

from kokoro_api.__main__ import check, options
from kokoro_ipc import checkup, settings_file

if __name__ == "__main__":
    checkup.main([("Settings", functools.partial(settings_file.check, sys.argv[1], options, check))])
