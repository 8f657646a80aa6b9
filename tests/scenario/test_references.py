"""What an id may name, and what can be read of the system."""

from simulator.scenario import references
from simulator.world import series


def test_what_a_scenario_can_read_is_what_the_world_records() -> None:
    """A signal that loads exists in the world, and the other way round."""
    assert references.JOURNEY_MEASURES == series.JOURNEY_COLUMNS
    assert references.SERVICE_MEASURES == series.SERVICE_COLUMNS
    assert references.REVENUE_MEASURES == series.REVENUE_COLUMNS
    assert references.BACKLOG_MEASURES == series.BACKLOG_COLUMNS


def test_two_equally_near_words_are_no_suggestion() -> None:
    """A guess between equals would be luck; then the known words are listed."""
    assert references.nearest("SEV0", ["SEV1", "SEV2", "SEV3", "SEV4"]) == ""
    assert references.nearest("mitigte", ["mitigate", "declare"]) == "mitigate"
    assert references.nearest("db", []) == ""
