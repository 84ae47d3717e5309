"""A form is checked when it is read: whatever is wrong in its file is told, with line, place and reason.

``marks`` reads the YAML and keeps the lines, ``complaints`` puts pydantic's errors in Chinese, the other
modules look at one part of a form each.
"""

from report_kit.forms.checking.marks import Fault
from report_kit.forms.checking.reading import FormError, form_of, read_form, refuse

__all__ = ["Fault", "FormError", "form_of", "read_form", "refuse"]
