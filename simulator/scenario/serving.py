"""Which tools give people what: the tiles, the alerts, the status page. Losing any of them takes that away.

Not what a tool is needed for in an order, which `secret.mitigations` says with `needs`.
"""

from __future__ import annotations

from collections.abc import Collection

from simulator.scenario.model import Public, ToolFallback
from simulator.scenario.words import Serves

#: Tools of these names serve the dashboards without saying so.
_DASHBOARDS = ("dashboards", "monitoring")


def serving(public: Public, what: Serves) -> tuple[str, ...]:
    """The tools that serve this, in the order of the file; the usual names first for the dashboards."""
    tools = public.system.tools
    usual = tuple(id_ for id_ in _DASHBOARDS if id_ in tools and tools[id_].serves is None) if what is Serves.DASHBOARDS else ()
    return (*usual, *(id_ for id_, tool in tools.items() if tool.serves is what))


def lost_with(public: Public, lost: Collection[str], what: Serves) -> str:
    """The lost tool for want of which people do without this; "" while they have it."""
    return next((tool for tool in serving(public, what) if tool in lost), "") if lost else ""


def way_round(public: Public, lost: Collection[str], tool: str) -> ToolFallback | None:
    """The slower way round a lost tool; None when there is none, or what it needs is lost too."""
    known = public.system.tools.get(tool)
    fallback = None if known is None else known.fallback
    return None if fallback is None or fallback.needs in lost else fallback
