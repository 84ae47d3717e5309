"""What holds for all tests."""

from hypothesis import settings

# A busy or slow PC is no mistake of what is tested.
settings.register_profile("report-kit", deadline=None)
settings.load_profile("report-kit")
