"""A server with one fault, for the control of `test_kill`: it acknowledges first and appends a little later."""

from __future__ import annotations

import threading
from typing import Any

from simulator.cli import main
from web.store import Store

_append = Store.append


def _later(*args: Any) -> None:
    timer = threading.Timer(0.3, _append, args)
    timer.daemon = True
    timer.start()


if __name__ == "__main__":
    Store.append = _later  # type: ignore[method-assign]
    main()
