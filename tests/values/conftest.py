"""Let the tests of this folder share their strategies (importlib mode puts no folder on the path)."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# The first example of a property loads data files; a busy machine must not make that a failure.
settings.register_profile("values", deadline=None)
settings.load_profile("values")
