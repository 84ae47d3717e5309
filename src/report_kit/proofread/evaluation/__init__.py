"""Measure a proofreader on pairs of a wrong and a right sentence, and on text that is right.

The metric is that of CSCD-NS: at sentence level, detection is right when the changed positions equal the
gold positions and correction when the output equals the target; precision is taken over all sentences
the system changed, recall over all wrong sentences. At character level likewise, position by position.
On right sentences only false alarms are counted.

Beside it: what share of each kind of slip is pointed at and mended, the false alarms of each severity,
how well the confidences are calibrated, and what precision, recall and alarms become at other thresholds.
"""

from report_kit.proofread.evaluation.evaluation import Evaluation
from report_kit.proofread.evaluation.judgement import Judgement, judge
from report_kit.proofread.evaluation.measure import System, measure
from report_kit.proofread.evaluation.memory import peak_memory
from report_kit.proofread.evaluation.pairs import Pair, find_files, read_set
from report_kit.proofread.evaluation.scores import Score
from report_kit.proofread.evaluation.slips import Kind, Slip, find_slips

__all__ = [
    "Evaluation",
    "Judgement",
    "Kind",
    "Pair",
    "Score",
    "Slip",
    "System",
    "find_files",
    "find_slips",
    "judge",
    "measure",
    "peak_memory",
    "read_set",
]
