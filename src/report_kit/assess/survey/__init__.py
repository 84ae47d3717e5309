"""What the public says of the disclosure of an office (社会评议): a questionnaire and its answers."""

from report_kit.assess.survey.answers import read_answers
from report_kit.assess.survey.questionnaire import Questionnaire, default_questionnaire, read_questionnaire
from report_kit.assess.survey.summary import Summary, summarise

__all__ = [
    "Questionnaire",
    "Summary",
    "default_questionnaire",
    "read_answers",
    "read_questionnaire",
    "summarise",
]
