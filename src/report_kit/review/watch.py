"""Settings are files anybody may edit: a change is recorded at the next act of the review."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import Connection, select

from report_kit.review.chain_file import FILE_NAME
from report_kit.settings import FILE_NAME as SETTINGS_NAME
from report_kit.settings.accepted import ACCEPTED_NAME
from report_kit.workspace import Workspace, schema, trail
from report_kit.workspace.engine import transaction

KIND = "settings"
_FILES = (FILE_NAME, SETTINGS_NAME, ACCEPTED_NAME)
_FOLDERS = (("dictionaries", "*.t[sx][vt]"), ("forms", "*.yaml"))
_TRAIL = schema.trail.c


def notice_settings(workspace: Workspace, who: str = "") -> trail.Record | None:
    """Record which files of settings differ from what they were when last looked at.

    Args:
        workspace: of a folder; a database by URL has no files.
        who: on whose behalf one looks; not the one who changed them, which nobody knows.

    Returns:
        The record, ``None`` when nothing has changed.
    """
    if workspace.folder is None:
        return None
    now = _digests(workspace.folder)
    with transaction(workspace.engine) as connection:
        if _known(connection) == now:
            return None
    with transaction(workspace.engine, writing=True) as connection:
        known = _known(connection)
        if known == now:  # another was faster
            return None
        changed = sorted(name for name in {*known, *now} if known.get(name) != now.get(name))
        return trail.append(connection, KIND, who=who, changed=changed, files=now)


def _known(connection: Connection) -> dict[str, str]:
    query = select(schema.trail).where(_TRAIL.kind == KIND).order_by(_TRAIL.number.desc()).limit(1)
    found = connection.execute(query).one_or_none()
    return dict(trail.Record(**found._mapping).details.get("files", {})) if found is not None else {}


def _digests(folder: Path) -> dict[str, str]:
    paths = [folder / name for name in _FILES]
    paths += [path for name, pattern in _FOLDERS for path in sorted((folder / name).glob(pattern))]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.is_file()
    }
