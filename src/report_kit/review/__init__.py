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
- ``changes``: ``differences(old, new)`` by section and sentence.
- ``audit``: ``verify(workspace, *anchors)``, ``head(workspace)`` the anchor, ``records(workspace)``.
- ``watch``: ``notice_settings`` records that a file of settings was changed.

A step writes its record of the trail (:mod:`report_kit.workspace.trail`) in the transaction of what it does.
Every refusal is a ``ReviewError`` (``RK-7xx``) in Chinese that says what is missing.
"""
