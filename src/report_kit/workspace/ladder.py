"""Open a workspace of any age: make its tables, climb from those of an earlier kit, refuse those of a later.

The number of the version stands among the settings, where every kit since the first looks for it and
refuses what is above its own. The changes themselves are Alembic's. Its own chain of revisions would be a
second number that earlier kits do not know, and its scripts work through globals that threads would share.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from report_kit.errors import WorkspaceError
from report_kit.workspace import schema
from report_kit.workspace.backup import back_up
from report_kit.workspace.engine import place_of, transaction, unusable
from report_kit.workspace.steps import step_to

_SETTINGS = schema.settings
_OF_VERSION = _SETTINGS.c.name == "version"


def prepare(engine: Engine) -> None:
    """Bring the tables of a database to the present version.

    Every step is one transaction: whenever the program dies, the database is of the version before or of the
    one after it, and the next to open goes on from there. Others wait meanwhile. The database file is copied
    before the first step.

    Raises:
        WorkspaceError: ``RK-405`` a later kit made them, ``RK-406`` the database stays locked, ``RK-407`` it
            can not be read or written, or not be copied.
    """
    copied = False
    with transaction(engine) as connection:
        version = _version(connection)  # mostly all there is to do, and no writer waits for it
    while version != schema.VERSION:
        if version is None:
            version = _create(engine)
        elif version > schema.VERSION:
            raise newer(place_of(engine))
        else:
            version, copied = _climb(engine, copied), True


def newer(place: str) -> WorkspaceError:
    """Return the error for what a later kit made.

    Args:
        place: where it is.
    """
    return WorkspaceError(
        "RK-405",
        "这个工作区由更新的版本建立，当前版本读不了；内容没有损坏",
        where=place,
        remedy="升级 report-kit 后再打开",
    )


def _create(engine: Engine) -> int:
    with transaction(engine, writing=True) as connection:
        schema.metadata.create_all(connection)
        version = _version(connection)  # another program may have been faster
        if version is None:
            connection.execute(insert(_SETTINGS).values(name="version", value=str(schema.VERSION)))
    return version or schema.VERSION


def _climb(engine: Engine, copied: bool) -> int | None:
    """Take one step, and return the version then: further up, if another program was climbing too."""
    # Only a workspace of an earlier kit needs it, once; loading it takes as long as opening one.
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with transaction(engine, rebuilding=True) as connection:
        # Written first: who else climbs waits here, and a file that can not be written is not copied either.
        connection.execute(update(_SETTINGS).where(_OF_VERSION).values(value=_SETTINGS.c.value))
        found = _version(connection)
        if found is None or found >= schema.VERSION:
            return found
        if not copied:
            back_up(engine, found)
        step_to(found + 1).climb(Operations(MigrationContext.configure(connection)))
        connection.execute(update(_SETTINGS).where(_OF_VERSION).values(value=str(found + 1)))
    return found + 1


def _version(connection: Connection) -> int | None:
    """Return the version of the tables, ``None`` when there are none yet."""
    if not inspect(connection).has_table(_SETTINGS.name):
        return None
    found = connection.scalar(select(_SETTINGS.c.value).where(_OF_VERSION))
    if found is None:
        return None
    if not found.isdecimal() or int(found) < 1:
        raise unusable(place_of(connection.engine), ValueError("malformed"))
    return int(found)
