"""Sign-off, gate and audit: what a superior relies on before a report goes online.

Nothing is loaded here; take what is needed from the modules:

- ``chain_file``: ``chain_of(folder)`` the steps of a workspace (its ``review.yaml``, else the five steps),
  ``read_chain(path)``; ``chain``: ``Chain``, ``Step``, ``Question``, ``VERDICTS``.
- ``people``: ``people``, ``add_person`` (returns a code that serves once), ``set_passphrase``,
  ``reset_passphrase``, ``change_person``, ``authenticate``, ``hub_user``.
- ``checks``: ``check`` (open and waived findings), ``waivers``, ``absent``; ``machine``: ``examine`` makes
  the machine's report of a revision.
- ``signing``: ``review_state(workspace, report_id)`` says where a report stands (``state.State``),
  ``questions_of(step, examination)`` and ``verdicts_of(chain, step)`` what a form must ask,
  ``sign(workspace, report_id, step_id, who=…, passphrase=…, revision=…, verdict=…, opinion=…, answers=…)``,
  ``signatures(workspace, report_id)`` all that was ever signed.
- ``changes``: ``differences(old, new)`` by section and sentence; ``looks``: ``changes_since`` a person's own
  last look.
- ``comments``: ``add_comment`` on a passage, ``reply``, ``settle`` (已改), ``reopen``; ``comments`` returns
  them as they stand on a revision, with the place of their words or that these are gone (原文已改).
- ``gate``: ``gate(workspace, report_id)`` says what is missing and who owes it; ``publish``: ``export_final``
  writes the signed files, ``record_export`` records others; ``published``: ``verify_file``.
- ``sheets``: ``review_sheet`` (审签单), ``month_sheet`` (审签汇总表), each as ``".pdf"`` or ``".docx"``.
- ``audit``: ``verify(workspace, *anchors)``, ``head(workspace)`` the anchor, ``records(workspace)``.
- ``watch``: ``notice_settings`` records that a file of settings was changed.

A step writes its record of the trail (:mod:`report_kit.workspace.trail`) in the transaction of what it does.
Every refusal is a ``ReviewError`` (``RK-7xx``) in Chinese that says what is missing.
"""
