"""Having a thread run ahead of busy programs, by the desktop's RealtimeKit.

The device asks for sound every few milliseconds; a thread that waits its turn behind a model that uses every core would
come too late now and then, which is heard as a crack. PipeWire does the same for its own threads.
"""

from __future__ import annotations

import logging
import resource

log = logging.getLogger(__name__)
PRIORITY = 5
"""Low among realtime threads: PipeWire's own come first."""
MOST_MICROSECONDS = 200_000
"""RealtimeKit's condition: the kernel ends a process whose thread hogs a core for so long."""
WARNED_MICROSECONDS = 100_000
"""From then on the kernel sends SIGXCPU, so that what there is to tell is told before."""


def make_realtime(thread: int) -> bool:
    """Give that thread of ours (by its kernel id) realtime priority; False where the desktop does not."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    kit = DBusAddress("/org/freedesktop/RealtimeKit1", "org.freedesktop.RealtimeKit1", "org.freedesktop.RealtimeKit1")
    call = new_method_call(kit, "MakeThreadRealtime", "tu", (thread, PRIORITY))
    try:
        resource.setrlimit(resource.RLIMIT_RTTIME, (WARNED_MICROSECONDS, MOST_MICROSECONDS))
        with open_dbus_connection(bus="SYSTEM") as connection:
            unwrap_msg(connection.send_and_get_reply(call, timeout=2))
    except (OSError, ValueError, TimeoutError, DBusErrorResponse) as error:
        log.debug("no realtime priority: %s", error)
        return False
    return True
