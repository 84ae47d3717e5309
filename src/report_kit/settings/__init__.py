"""What an office sets once for all its checks: ``report-kit.toml``, found upwards from the text."""

from report_kit.settings.accepted import Acceptance, accepted_file, read_accepted, split_accepted
from report_kit.settings.apply import make_context, make_proofreader, own_dictionaries
from report_kit.settings.read import FILE_NAME, find_settings, find_upwards, read_settings
from report_kit.settings.settings import Settings

__all__ = [
    "FILE_NAME",
    "Acceptance",
    "Settings",
    "accepted_file",
    "find_settings",
    "find_upwards",
    "make_context",
    "make_proofreader",
    "own_dictionaries",
    "read_accepted",
    "read_settings",
    "split_accepted",
]
