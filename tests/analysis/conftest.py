import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

BUILDER = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "builder.py")))


@pytest.fixture(scope="session")
def build():
    """The builder of small dossiers, with the cases of the casebook."""
    return BUILDER
