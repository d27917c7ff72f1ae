"""Settings for every room: Hypothesis looks for wrong answers here, and says nothing of a slow machine."""

from hypothesis import HealthCheck, settings

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
