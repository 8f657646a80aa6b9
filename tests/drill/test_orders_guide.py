"""The authoring guide's table of orders says what orders are."""

from pathlib import Path

from simulator.drill.orders import USUAL
from simulator.drill.orders_guide import order_table, with_orders
from simulator.scenario.words import Kind

GUIDE = Path(__file__).parent.parent.parent / "scenarios" / "README.md"


def test_the_table_in_the_guide_is_what_orders_are(accept: bool) -> None:
    """`pytest --accept tests/drill/test_orders_guide.py` has been run since an order's time, target or effect changed."""
    guide = GUIDE.read_text(encoding="utf-8")
    if accept:
        guide = with_orders(guide)
        GUIDE.write_text(guide, encoding="utf-8")
    assert guide == with_orders(guide), "run: pytest --accept tests/drill/test_orders_guide.py"


def test_every_order_has_a_row_with_nothing_left_out() -> None:
    """Each kind names what it is for, both its usual times, and what it does by itself."""
    rows = [line for line in order_table().splitlines() if line.startswith("| `")]
    assert len(rows) == len(Kind) == len(USUAL)
    assert [row for row in rows if "|  |" in row] == []
