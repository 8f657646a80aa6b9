"""The store: drills, their journal rows, who may sit where. One SQLite database, flushed before anything is acknowledged.

WAL with synchronous FULL, set and read back: with NORMAL every commit since the last checkpoint is lost at a power cut. One
connection per process, checkpoints included. The journal's rows are only ever appended, inside a transaction that also checks
who owns the drill and whether the command's id is new.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Integer, MetaData, String, Table, Text, UniqueConstraint

from simulator.record.codec import Unreadable, row_from, row_to
from simulator.record.journal_row import Row
from web.settings import CannotStart

#: Version of what is stored. A newer one is read, never written. 2: what is worked out and written after a drill, shares, and forks.
FORMAT = 2

#: Saved versions of a postmortem that are kept; older ones make room.
VERSIONS_KEPT = 50

_meta = MetaData()
_about = Table("about", _meta, Column("key", String, primary_key=True), Column("value", String, nullable=False))
_drills = Table(
    "drills", _meta,
    Column("id", String, primary_key=True),
    Column("scenario_file", String, nullable=False),
    Column("scenario_text", Text, nullable=False),
    Column("alias", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("engine", Integer, nullable=False),
    Column("made_at", Integer, nullable=False),
    Column("owner", Integer, nullable=False, default=0),
    Column("join_code", String, nullable=False),
    Column("code_until", Integer, nullable=False),
    Column("references", Text, nullable=False, default=""),  # format 1; since then in `kept`
)  # fmt: skip
_kept = Table(
    "kept", _meta,
    Column("drill", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    sa.PrimaryKeyConstraint("drill", "kind"),
)  # fmt: skip
_forks = Table(
    "forks", _meta,
    Column("drill", String, primary_key=True),
    Column("parent", String, nullable=False),
    Column("row", Integer, nullable=False),  # the last row of the parent's journal that was taken over
)  # fmt: skip
_postmortems = Table(
    "postmortems", _meta,
    Column("drill", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("saved_at", Integer, nullable=False),
    sa.PrimaryKeyConstraint("drill", "version"),
)  # fmt: skip
_shares = Table(
    "shares", _meta,
    Column("id", String, primary_key=True),
    Column("drill", String, nullable=False),
    Column("what", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("made_at", Integer, nullable=False),
    Column("revoked", Integer, nullable=False, default=0),
)  # fmt: skip
_rows = Table(
    "rows", _meta,
    Column("drill", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("id", String, nullable=False),
    Column("body", String, nullable=False),
    Column("row", Text, nullable=False),
    Column("wall", Integer, nullable=False),
    sa.PrimaryKeyConstraint("drill", "n"),
    UniqueConstraint("drill", "id"),
)  # fmt: skip
_grants = Table(
    "grants", _meta,
    Column("id", String, primary_key=True),
    Column("drill", String, nullable=False),
    Column("seat", String, nullable=False),
    Column("name", String, nullable=False),
    Column("revoked", Integer, nullable=False, default=0),
    Column("made_at", Integer, nullable=False),
)  # fmt: skip
_requests = Table(
    "requests", _meta,
    Column("id", String, primary_key=True),
    Column("drill", String, nullable=False),
    Column("name", String, nullable=False),
    Column("state", String, nullable=False),
    Column("grant", String, nullable=False, default=""),
    Column("made_at", Integer, nullable=False),
)  # fmt: skip

# What every command asks. Made once, so that SQLAlchemy finds them compiled.
_OWNED = (
    _drills.update()
    .where(_drills.c.id == sa.bindparam("of_drill"), _drills.c.owner == sa.bindparam("by"))
    .values(owner=sa.bindparam("by"))
)
_APPEND = _rows.insert()
_BODY = sa.select(_rows.c.body).where(_rows.c.drill == sa.bindparam("of_drill"), _rows.c.id == sa.bindparam("of_id"))
_GRANT = sa.select(_grants).where(_grants.c.id == sa.bindparam("of_id"))


class Unavailable(Exception):
    """The database cannot be read now; says why."""


class NotSaved(Unavailable):
    """The journal could not be written; nothing was recorded."""


class NotOwner(NotSaved):
    """Somebody else has taken this drill over."""


class ReadOnly(NotSaved):
    """The data were written by a newer version."""


@dataclass(frozen=True, slots=True)
class DrillRecord:
    """A drill as stored, without its rows."""

    id: str
    scenario_file: str
    scenario_text: str
    alias: str
    mode: str
    seed: int
    engine: int
    made_at: int
    join_code: str
    code_until: int  # wall second after which the code lets nobody in
    references: str


@dataclass(frozen=True, slots=True)
class Grant:
    """The right to one seat of one drill."""

    id: str
    drill: str
    seat: str
    name: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class SavedPostmortem:
    """One saved version of what was written. `body` is JSON; `by` is the seat that saved it."""

    drill: str
    version: int
    status: str
    body: str
    by: str
    saved_at: int


@dataclass(frozen=True, slots=True)
class Share:
    """A link by which others may read one thing of one drill."""

    id: str
    drill: str
    what: str
    made_by: str  # a seat
    made_at: int
    revoked: bool


@dataclass(frozen=True, slots=True)
class JoinRequest:
    id: str
    drill: str
    name: str
    state: str  # waiting | approved | refused
    grant: str


class Store:
    """One connection, one lock; every write is on disk when the call returns."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._engine = sa.create_engine(
            f"sqlite:///{path}", poolclass=sa.pool.StaticPool, connect_args={"check_same_thread": False, "timeout": 5}
        )
        sa.event.listen(self._engine, "connect", _set_pragmas)
        try:
            self._connection = self._engine.connect()
            self._connection.commit()
            _check_pragmas(self._connection)
            self.format = self._begin()
        except (sa.exc.DatabaseError, ValueError) as error:
            raise CannotStart(
                f"{path} cannot be used as a database of drills ({_reason(error)}). Nothing in it was changed. "
                "Free space or mend the disk, or choose another directory with --data DIRECTORY."
            ) from None
        self.read_only = self.format > FORMAT
        if self.read_only:
            self._connection.exec_driver_sql("PRAGMA query_only=ON")
            self._connection.commit()

    def _begin(self) -> int:
        """The format of what is stored, made when there is nothing. A database that cannot be written says so here."""
        db = self._connection
        found = None
        if sa.inspect(db).has_table(_about.name):
            found = db.execute(sa.select(_about.c.value).where(_about.c.key == "format")).scalar()
        if found is not None and int(found) > FORMAT:
            db.commit()
            return int(found)
        _meta.create_all(db)
        if found is None:
            db.execute(_about.insert().values(key="format", value=str(FORMAT)))
        else:
            db.execute(_about.update().where(_about.c.key == "format").values(value=str(FORMAT)))
        db.commit()
        return FORMAT

    def close(self) -> None:
        with self._lock:
            self._connection.close()
            self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self.read_only:
            raise ReadOnly(
                f"these data were written by a newer version (format {self.format}, this one knows {FORMAT}). "
                "They can be looked at, not changed. Install the newer version to go on"
            )
        with self._lock:
            try:
                with self._connection.begin():
                    yield self._connection
            except sa.exc.IntegrityError:
                raise
            except sa.exc.SQLAlchemyError as error:
                raise NotSaved(_reason(error)) from None

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._lock:
            try:
                with self._connection.begin():
                    yield self._connection
            except sa.exc.SQLAlchemyError as error:
                raise Unavailable(_reason(error)) from None

    # --- drills ----------------------------------------------------------------------------------

    def add_drill(self, record: DrillRecord) -> None:
        with self._writing() as db:
            db.execute(_drills.insert().values(owner=0, **_plain(record)))

    def drill(self, id_: str) -> DrillRecord | None:
        with self._reading() as db:
            found = db.execute(sa.select(*_columns(_drills)).where(_drills.c.id == id_)).mappings().first()
        return DrillRecord(**found) if found is not None else None

    def drills(self, most: int = 50) -> list[DrillRecord]:
        """The latest drills, newest first."""
        with self._reading() as db:
            found = db.execute(sa.select(*_columns(_drills)).order_by(_drills.c.made_at.desc()).limit(most)).mappings()
            return [DrillRecord(**row) for row in found]

    def drill_of_code(self, code: str) -> DrillRecord | None:
        with self._reading() as db:
            found = db.execute(sa.select(*_columns(_drills)).where(_drills.c.join_code == code)).mappings().first()
        return DrillRecord(**found) if found is not None else None

    def set_join_code(self, drill: str, code: str, until: int) -> None:
        with self._writing() as db:
            db.execute(_drills.update().where(_drills.c.id == drill).values(join_code=code, code_until=until))

    def keep(self, drill: str, kind: str, text: str) -> None:
        """Keeps what was worked out about a drill; a later one takes its place."""
        with self._writing() as db:
            db.execute(_kept.delete().where(_kept.c.drill == drill, _kept.c.kind == kind))
            db.execute(_kept.insert().values(drill=drill, kind=kind, text=text))

    def kept(self, drill: str, kind: str) -> str | None:
        with self._reading() as db:
            return db.execute(sa.select(_kept.c.text).where(_kept.c.drill == drill, _kept.c.kind == kind)).scalar()

    def add_fork(self, record: DrillRecord, parent: str, row: int, rows: Iterable[Row], grants: Iterable[Grant]) -> None:
        """A second try: a drill with the parent's journal up to `row`, byte for byte, and with `rows` after it. All of it or nothing."""
        with self._writing() as db:
            db.execute(_drills.insert().values(owner=0, **_plain(record)))
            db.execute(_forks.insert().values(drill=record.id, parent=parent, row=row))
            taken = sa.select(
                sa.literal(record.id), _rows.c.n, _rows.c.id, _rows.c.body, _rows.c.row, _rows.c.wall
            ).where(_rows.c.drill == parent, _rows.c.n <= row)  # fmt: skip
            db.execute(_rows.insert().from_select(["drill", "n", "id", "body", "row", "wall"], taken))
            for one in rows:
                text = json.dumps(row_to(one))
                db.execute(
                    _APPEND, {"drill": record.id, "n": one.n, "id": one.id, "body": "", "row": text, "wall": int(time.time())}
                )
            for grant in grants:
                db.execute(_grants.insert().values(**_granted(grant)))

    def fork_of(self, drill: str) -> tuple[str, int] | None:
        """(parent, last row taken over) of a fork; None of a drill of its own."""
        with self._reading() as db:
            found = db.execute(sa.select(_forks.c.parent, _forks.c.row).where(_forks.c.drill == drill)).first()
        return None if found is None else (found[0], found[1])

    def forks(self, parent: str) -> list[tuple[str, int]]:
        """(drill, last row taken over) of all second tries of a drill, oldest first."""
        with self._reading() as db:
            made = sa.select(_forks.c.drill, _forks.c.row).join(_drills, _drills.c.id == _forks.c.drill)
            found = db.execute(made.where(_forks.c.parent == parent).order_by(_drills.c.made_at, _drills.c.id)).all()
        return [(drill, row) for drill, row in found]

    # --- what is written after a drill, and who may read it ---------------------------------------

    def postmortem(self, drill: str) -> SavedPostmortem | None:
        """The latest saved version; None while nothing has been saved."""
        latest = sa.select(_postmortems).where(_postmortems.c.drill == drill).order_by(_postmortems.c.version.desc()).limit(1)
        with self._reading() as db:
            found = db.execute(latest).mappings().first()
        return None if found is None else SavedPostmortem(**found)

    def save_postmortem(self, drill: str, after: int, status: str, body: str, by: str) -> bool:
        """Saves the version after `after`; False, and nothing is changed, when somebody else has saved one meanwhile."""
        with self._writing() as db:
            newest = sa.select(sa.func.max(_postmortems.c.version)).where(_postmortems.c.drill == drill)
            if (db.execute(newest).scalar() or 0) != after:
                return False
            db.execute(
                _postmortems.insert().values(
                    drill=drill, version=after + 1, status=status, body=body, by=by, saved_at=int(time.time())
                )
            )
            db.execute(
                _postmortems.delete().where(_postmortems.c.drill == drill, _postmortems.c.version <= after + 1 - VERSIONS_KEPT)
            )
        return True

    def shared_and_closed(self, most: int = 50) -> list[SavedPostmortem]:
        """The latest postmortems that are closed and shared by a link that stands, newest first."""
        versions = _postmortems.alias()
        newest = sa.select(sa.func.max(versions.c.version)).where(versions.c.drill == _postmortems.c.drill).scalar_subquery()
        query = (
            sa.select(_postmortems)
            .join(
                _shares, sa.and_(_shares.c.drill == _postmortems.c.drill, _shares.c.what == "postmortem", _shares.c.revoked == 0)
            )
            .where(_postmortems.c.status == "closed", _postmortems.c.version == newest)
            .distinct()
            .order_by(_postmortems.c.saved_at.desc())
            .limit(most)
        )
        with self._reading() as db:
            return [SavedPostmortem(**row) for row in db.execute(query).mappings()]

    def add_share(self, share: Share) -> None:
        with self._writing() as db:
            db.execute(_shares.insert().values(**{name: getattr(share, name) for name in share.__dataclass_fields__}))

    def share(self, id_: str) -> Share | None:
        with self._reading() as db:
            found = db.execute(sa.select(_shares).where(_shares.c.id == id_)).mappings().first()
        return None if found is None else Share(**{**found, "revoked": bool(found["revoked"])})

    def shares(self, drill: str) -> list[Share]:
        """All of a drill that still stand, oldest first."""
        standing = sa.select(_shares).where(_shares.c.drill == drill, _shares.c.revoked == 0).order_by(_shares.c.made_at)
        with self._reading() as db:
            return [Share(**{**row, "revoked": False}) for row in db.execute(standing).mappings()]

    def revoke_share(self, id_: str) -> None:
        with self._writing() as db:
            db.execute(_shares.update().where(_shares.c.id == id_).values(revoked=1))

    def own(self, drill: str) -> int:
        """Takes a drill over; the answer is the owner's epoch that every append must show."""
        with self._writing() as db:
            db.execute(_drills.update().where(_drills.c.id == drill).values(owner=_drills.c.owner + 1))
            return int(db.execute(sa.select(_drills.c.owner).where(_drills.c.id == drill)).scalar_one())

    # --- the journal -----------------------------------------------------------------------------

    def append(self, drill: str, owner: int, row: Row, body: str) -> None:
        """One row, on disk when this returns. `body` is the digest of what the client sent under the row's id."""
        with self._writing() as db:
            if db.execute(_OWNED, {"of_drill": drill, "by": owner}).rowcount != 1:
                raise NotOwner("another server has taken this drill over")
            text = json.dumps(row_to(row))
            db.execute(_APPEND, {"drill": drill, "n": row.n, "id": row.id, "body": body, "row": text, "wall": int(time.time())})

    def body_of(self, drill: str, id_: str) -> str | None:
        """What was recorded under a command's id: the digest of its body; None when nothing was."""
        with self._reading() as db:
            return db.execute(_BODY, {"of_drill": drill, "of_id": id_}).scalar()

    def rows(self, drill: str) -> list[Row]:
        """The whole journal of a drill, in order; raises `Unreadable` naming the row."""
        with self._reading() as db:
            found = db.execute(sa.select(_rows.c.n, _rows.c.row).where(_rows.c.drill == drill).order_by(_rows.c.n)).all()
        rows = []
        for expected, (n, text) in enumerate(found, start=1):
            if n != expected:
                raise Unreadable(f"row {expected} is missing")
            try:
                rows.append(row_from(json.loads(text)))
            except json.JSONDecodeError:
                raise Unreadable(f"row {n} is damaged") from None
        return rows

    # --- grants and requests ---------------------------------------------------------------------

    def add_grant(self, grant: Grant) -> None:
        with self._writing() as db:
            db.execute(_grants.insert().values(**_granted(grant)))

    def grant(self, id_: str) -> Grant | None:
        with self._reading() as db:
            found = db.execute(_GRANT, {"of_id": id_}).mappings().first()
        return None if found is None else Grant(found["id"], found["drill"], found["seat"], found["name"], bool(found["revoked"]))

    def grants(self, drill: str) -> list[Grant]:
        with self._reading() as db:
            found = db.execute(sa.select(_grants).where(_grants.c.drill == drill).order_by(_grants.c.made_at)).mappings().all()
        return [Grant(g["id"], g["drill"], g["seat"], g["name"], bool(g["revoked"])) for g in found]

    def name_grant(self, id_: str, name: str) -> None:
        with self._writing() as db:
            db.execute(_grants.update().where(_grants.c.id == id_).values(name=name))

    def revoke(self, id_: str) -> None:
        with self._writing() as db:
            db.execute(_grants.update().where(_grants.c.id == id_).values(revoked=1))

    def add_request(self, request: JoinRequest) -> None:
        with self._writing() as db:
            db.execute(_requests.insert().values(made_at=int(time.time()), **_plain(request)))

    def request(self, id_: str) -> JoinRequest | None:
        with self._reading() as db:
            found = db.execute(sa.select(*_columns(_requests)).where(_requests.c.id == id_)).mappings().first()
        return None if found is None else JoinRequest(**found)

    def waiting(self, drill: str) -> list[JoinRequest]:
        with self._reading() as db:
            found = db.execute(
                sa.select(*_columns(_requests)).where(_requests.c.drill == drill, _requests.c.state == "waiting")
            ).mappings()
            return [JoinRequest(**row) for row in found]

    def settle_request(self, id_: str, state: str, grant: str = "") -> None:
        with self._writing() as db:
            db.execute(_requests.update().where(_requests.c.id == id_).values(state=state, grant=grant))


def _granted(grant: Grant) -> dict[str, Any]:
    return {
        "id": grant.id, "drill": grant.drill, "seat": grant.seat, "name": grant.name, "revoked": 0, "made_at": int(time.time()),
    }  # fmt: skip


def _plain(record: DrillRecord | JoinRequest) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _columns(table: Table) -> list[Column[Any]]:
    return [c for c in table.columns if c.name not in ("owner", "made_at") or (table is _drills and c.name == "made_at")]


def _set_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def pragmas(connection: sa.Connection) -> Mapping[str, Any]:
    """What the database says it does, not what it was told."""
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")}


def _check_pragmas(connection: sa.Connection) -> None:
    found = pragmas(connection)
    connection.commit()
    if found["journal_mode"] != "wal" or found["synchronous"] != 2:
        raise CannotStart(
            "This file system does not let the database flush to disk as promised "
            f"(journal {found['journal_mode']}, synchronous {found['synchronous']}). Choose a local disk with --data DIRECTORY."
        )


def _reason(error: Exception) -> str:
    inner = getattr(error, "orig", None) or error
    return str(inner).split("\n", maxsplit=1)[0]
