"""Assessment of units by month (考核): figures in, scores explained to the last point, the circular out."""

from report_kit.assess.gathering import gather
from report_kit.assess.ranking import Assessment, Month, assess
from report_kit.assess.scheme import Scheme, default_scheme, read_scheme
from report_kit.assess.sources import read_sources

__all__ = [
    "Assessment",
    "Month",
    "Scheme",
    "assess",
    "default_scheme",
    "gather",
    "read_scheme",
    "read_sources",
]
