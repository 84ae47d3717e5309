"""What a report must hold: the statutory form as data, and the values of one report."""

from report_kit.forms.catalogue import form_for_year, load_form
from report_kit.forms.form import Form
from report_kit.forms.report import Note, Report

__all__ = ["Form", "Note", "Report", "form_for_year", "load_form"]
