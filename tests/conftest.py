"""What every test may ask for: whether expected outputs on disk are to be rewritten."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite expected outputs, to be read in review")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """True when outputs on disk are to be rewritten instead of compared."""
    return bool(request.config.getoption("--accept"))
