"""What a look comes back with, before it has words and a place."""

from collections.abc import Callable, Iterator

from simulator.scenario.problems import Path
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.source import Loaded

#: The path, the code of the sentence, its details, and the words it is about; none for the whole value.
Found = tuple[Path, str, dict[str, str], str]

Look = Callable[[Loaded, ScenarioFile], Iterator[Found]]
