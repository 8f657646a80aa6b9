"""The closed sets of the scenario language: words an author may write, and the code may match on.

Not a parser: `model` uses these as field types and `wording` lists them in its hints.
"""

from __future__ import annotations

from enum import StrEnum


class Sev(StrEnum):
    """A severity. SEV numbers fall as things get worse; compare by `weight`, which rises."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"

    @property
    def weight(self) -> int:
        """4 for SEV1 down to 1 for SEV4; healthy is 0, so that worse always compares greater."""
        return 5 - int(self.value[3])


def sev_of(weight: int) -> Sev | None:
    """The severity of a weight 1..4; None for 0, which is healthy."""
    return Sev(f"SEV{5 - weight}") if weight > 0 else None


class Kind(StrEnum):
    """The generic mitigations. `inverse` names the one that undoes each, where there is one."""

    ROLL_BACK = "roll-back"
    ROLL_FORWARD = "roll-forward"
    FLAG_OFF = "flag-off"
    FLAG_ON = "flag-on"
    SHED_LOAD = "shed-load"
    ADMIT_LOAD = "admit-load"
    RATE_LIMIT = "rate-limit"
    LIFT_LIMIT = "lift-limit"
    FAIL_OVER = "fail-over"
    FAIL_BACK = "fail-back"
    SCALE_UP = "scale-up"
    SCALE_DOWN = "scale-down"
    RESTART = "restart"
    FLUSH_CACHE = "flush-cache"
    WARM_CACHE = "warm-cache"
    DRAIN = "drain"
    UNDRAIN = "undrain"
    PAUSE_JOB = "pause-job"
    RESUME_JOB = "resume-job"
    RESTORE = "restore"
    REVOKE = "revoke"
    CUT_RETRIES = "cut-retries"
    ALLOW_RETRIES = "allow-retries"
    DISABLE = "disable"
    ENABLE = "enable"
    FREEZE_CHANGES = "freeze-changes"
    THAW_CHANGES = "thaw-changes"

    @property
    def inverse(self) -> Kind | None:
        return _INVERSES.get(self)


_PAIRS = (
    (Kind.ROLL_BACK, Kind.ROLL_FORWARD),
    (Kind.FLAG_OFF, Kind.FLAG_ON),
    (Kind.SHED_LOAD, Kind.ADMIT_LOAD),
    (Kind.RATE_LIMIT, Kind.LIFT_LIMIT),
    (Kind.FAIL_OVER, Kind.FAIL_BACK),
    (Kind.SCALE_UP, Kind.SCALE_DOWN),
    (Kind.FLUSH_CACHE, Kind.WARM_CACHE),
    (Kind.DRAIN, Kind.UNDRAIN),
    (Kind.PAUSE_JOB, Kind.RESUME_JOB),
    (Kind.CUT_RETRIES, Kind.ALLOW_RETRIES),
    (Kind.DISABLE, Kind.ENABLE),
    (Kind.FREEZE_CHANGES, Kind.THAW_CHANGES),
)
_INVERSES = dict(_PAIRS) | {b: a for a, b in _PAIRS}


#: Kinds that do nothing to the system but end the faults that name them; all others change load, size or caches by themselves.
ONLY_END_FAULTS = (
    Kind.ROLL_BACK, Kind.ROLL_FORWARD, Kind.FLAG_OFF, Kind.FLAG_ON, Kind.RESTORE, Kind.REVOKE,
)  # fmt: skip


class Variant(StrEnum):
    """How a mitigation is carried out. The safe one is offered first (doctrine: the safe way is the easy way)."""

    SAFE = "safe"
    FAST = "fast"


class ChangeKind(StrEnum):
    """What sort of change."""

    DEPLOY = "deploy"
    CONFIG = "config"
    FLAG = "flag"
    INFRA = "infra"
    VENDOR = "vendor"


class Temper(StrEnum):
    """How somebody works under pressure."""

    SOLID = "solid"
    TUNNEL_VISIONED = "tunnel-visioned"
    GRENADE_THROWER = "grenade-thrower"
    SILENT = "silent"


class PersonKind(StrEnum):
    """What somebody is to the response."""

    RESPONDER = "responder"
    APPROVER = "approver"
    EXECUTIVE = "executive"
    SUPPORT = "support"
    CUSTOMER = "customer"
    VENDOR = "vendor"


class Confidence(StrEnum):
    """How sure somebody is of what they report."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Shape(StrEnum):
    """How a fault or a scripted signal comes on."""

    STEP = "step"
    RAMP = "ramp"
    IMPULSE = "impulse"
    DECAY = "decay"
    CREEP = "creep"
    S_CURVE = "s-curve"
    SAWTOOTH = "sawtooth"
    OSCILLATION = "oscillation"
    FLAPPING = "flapping"


class Reads(StrEnum):
    """What an instrument shows in place of the truth; a number stands for itself."""

    MISSING = "missing"
    STUCK = "stuck"
    INVERTED = "inverted"


class Serves(StrEnum):
    """What people lose when a tool is lost, beyond the orders that need it."""

    DASHBOARDS = "dashboards"
    ALERTS = "alerts"
    STATUS_PAGE = "status-page"


class Medium(StrEnum):
    """How something from outside arrives; evidence needs no metric."""

    MESSAGE = "message"
    TICKET = "ticket"
    MAIL = "mail"
    AUDIT_LOG = "audit-log"
    PARTNER_TIP = "partner-tip"
    SOCIAL = "social"
    CALL = "call"


class CohortKind(StrEnum):
    """What the cohorts of a service are; a single tenant that is hurt is no region that is down."""

    REGIONS = "regions"
    CLUSTERS = "clusters"
    TENANTS = "tenants"


class Watches(StrEnum):
    """What an autoscaler reads."""

    CPU = "cpu"
    WORKERS = "workers"
    BOTH = "both"


class Weekday(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class TrafficShape(StrEnum):
    """How traffic moves with the hour and the day."""

    FLAT = "flat"
    WEEKDAY = "weekday"
    WEEKEND = "weekend"


class Topic(StrEnum):
    """What one may ask somebody to look at."""

    ERRORS = "errors"
    LATENCY = "latency"
    CPU = "cpu"
    CAPACITY = "capacity"
    CHANGES = "changes"
    LOGS = "logs"
    DEPENDENCIES = "dependencies"
    DATA = "data"
    SECURITY = "security"
    ACCESS = "access"
    RECOVERY = "recovery"


class Teach(StrEnum):
    """What a drill practises."""

    DECLARE = "declare"
    MITIGATE_FIRST = "mitigate-first"
    CADENCE = "cadence"
    HATS = "hats"
    CLOSED_LOOPS = "closed-loops"
    SECOND_INCIDENT = "second-incident"
    HANDOFF = "handoff"
    ESCALATE = "escalate"
    FORENSICS = "forensics"
    VERIFY = "verify"
    TOOLS_LOST = "tools-lost"
    FALSE_ALARM = "false-alarm"
    STAND_DOWN = "stand-down"


class Grade(StrEnum):
    """How far an objective was reached, in the manner of exercise doctrine: a word about the objective, never about a person."""

    PERFORMED = "P"  # achieved, and nothing else was hurt by it
    SOME = "S"  # achieved, and it could be better
    MAJOR = "M"  # achieved, and it hurt something else
    UNABLE = "U"  # not achieved


class FactorClass(StrEnum):
    """What sort of factor contributed."""

    CHANGE = "change"
    CAPACITY = "capacity"
    DEPENDENCY = "dependency"
    CONFIG = "config"
    DATA = "data"
    MONITORING = "monitoring"
    PROCESS = "process"
    KNOWLEDGE = "knowledge"
    DESIGN = "design"
    EXTERNAL = "external"


class Sureness(StrEnum):
    """How sure a stamp is: quoted, secondary, inferred, published figure, unknown."""

    Q = "Q"
    S = "S"
    I = "I"  # noqa: E741 - the tag of the incident files
    P = "P"
    U = "U"


class Audience(StrEnum):
    """Whom an update is for."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Objective(StrEnum):
    """What an inject hopes the players will do; shown to the game master beside the inject."""

    ACKNOWLEDGE = "acknowledge"
    DECLARE = "declare"
    UPDATE = "update"
    STATUS_PAGE = "status-page"
    MITIGATE = "mitigate"
    ASK = "ask"
    DELEGATE = "delegate"
    ESCALATE = "escalate"
    VERIFY = "verify"
    ANSWER = "answer"
    HOLD_THE_LINE = "hold-the-line"
