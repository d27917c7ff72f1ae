"""Which release of an oracle the committed data was made from: the one in the lock."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

LOCK = Path(__file__).parents[1] / "requirements.lock"


def locked_version(package: str) -> str:
    """Return the version of a package in the lock."""
    found = re.search(rf"^{re.escape(package)}==([^\s;\\]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{package} is not in {LOCK.name}"
    return found[1]


def only_with_locked(package: str) -> pytest.MarkDecorator:
    """Skip a test of committed data where another release of its oracle is installed: it may say otherwise."""
    there, wanted = version(package), locked_version(package)
    return pytest.mark.skipif(there != wanted, reason=f"made from {package} {wanted}, not {there}")
