"""Words that blame: where a sentence explains by somebody's error, guilt or character, or asks people to be better.

Pure text to findings. The scenario linter and the postmortem's lint (`simulator.debrief.blame`, its counterpart, which says what to
ask instead) both read by these rules. Source: scoring reference 5.4. How well they read is measured on
`debrief/sets/blame.txt` by `wom wording`.

A machine may fail, forget and be at fault: most rules need a person as subject. What stands in double quotation marks was said by
somebody, and is not said by the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Level(Enum):
    """How a finding is taken: a postmortem with a block cannot be closed; a warning is a question."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Blame:
    """One place in a line, from `start` up to `end` (characters). `rule` is one of `RULES`."""

    rule: str
    level: Level
    start: int
    end: int


#: So many characters are read; what is longer is a document and not a line.
LONGEST: Final = 4000

#: What each rule is about.
RULES: Final[dict[str, Level]] = {
    "error": Level.BLOCK,  # human, operator, user, pilot error; somebody's mistake
    "root-cause": Level.BLOCK,  # one cause put in the place of several factors
    "guilt": Level.BLOCK,  # at fault, to blame, somebody's fault
    "character": Level.BLOCK,  # careless, negligent, sloppy, ...
    "omission": Level.WARN,  # somebody failed to, forgot, did not
    "hindsight": Level.WARN,  # somebody should have, could have, would have; if only; why did
    "be-better": Level.WARN,  # a remedy that asks people to be better
}

_WHO: Final = (
    r"(?:engineers?|developers?|devs?|(?<!kubernetes )(?<!k8s )operators?|reviewers?|review|approvers?|managers?|management|commanders?"
    r"|IC|leads?|scribe|trainees?|admins?|administrators?|colleagues?|staff|teams?|people|persons?|everyone|everybody|someone|somebody"
    r"|anyone|anybody|nobody|no one|humans?|QA|SREs?|responders?|group|shift|on-call|on call|author|committer|whoever|who"
    r"|he|she|we|I|you|they)"
)
_ADVERB: Final = r"(?:\s+(?:also|then|simply|just|again|still|clearly|even|really|probably|on call|on duty))?"
_SAW: Final = (
    r"(?:tell|notice|check|follow|read|ask|see|test|look|escalate|verify|realis\w|realiz\w|think|react|respond|declare|communicate"
    r"|inform|pay|wait|understand|bother|document|mention|raise|question|consider)"
)
_SEEN: Final = (
    r"(?:thought|bothered|noticed|checked|asked|tested|read|looked|remembered|realised|realized|verified|questioned|spoke)"
)
_DO: Final = r"(?:be|read|check|follow|learn|pay|look|ask|think|remember|double-check|take|stop|try|know|test|verify|communicate)"
_VIRTUE: Final = r"(?:careful|vigilant|attentive|diligent|cautious|thorough|disciplined|mindful|alert)"
_MACHINE_NOUN: Final = r"(?!\s+(?:pages?|messages?|codes?|rates?|counts?|logs?|reports?|budgets?|handl\w+|responses?|screens?|dialogs?|templates?|class\w*))"


def blames(text: str, people: Sequence[str] = ()) -> tuple[Blame, ...]:
    """What blames in one line or paragraph, in the order of the text, without overlaps; a block goes before a warning.

    `people` are the names of those who took part, so that a name is known from a product.
    """
    bare = _without_quotes(text[:LONGEST])
    found = sorted(_all(bare, people), key=lambda b: (b.level is Level.WARN, b.start, -b.end))
    kept: list[Blame] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda b: b.start))


def _all(text: str, people: Sequence[str]) -> Iterator[Blame]:
    names = "|".join(re.escape(name) for name in people if name)
    subject = rf"\b(?:{_WHO}|(?-i:{names}))\b" if names else rf"\b{_WHO}\b"
    for rule, pattern in _patterns(subject, names):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield Blame(rule, RULES[rule], *match.span("at" if "at" in match.groupdict() else 0))


def _patterns(s: str, names: str) -> Iterator[tuple[str, str]]:
    """Each rule's patterns, for a subject `s`."""
    yield "error", r"\bhuman errors?\b(?!\s+(?:rates?|probabilit\w+|handbook|message))"
    yield "error", rf"\b(?:operator|user|pilot|driver|developer|engineer|admin)(?:'s)? error\b{_MACHINE_NOUN}"
    yield "error", rf"{s}(?:'s|s'|')? (?:mistakes?|blunders?|slip-ups?|oversight)\b"
    yield "error", rf"\b(?:mistakes?|blunders?|errors?|oversight) (?:of|by) (?:(?:the|a|an|our|one|new) )*(?:\w+ )?{s}"
    yield (
        "error",
        rf"\b(?:mistakes?|errors?|slip) (?:was|were) (?:made |committed )?by (?:(?:the|a|an|our) )?(?:\w+ )?{s}|\bblunders?\b|\bscrew-?up\b",
    )
    yield (
        "root-cause",
        r"\broot[- ]causes?\b(?: of [^.:;,]{1,60}?)?\s*(?::|-\s|\u2013|\u2014|\b(?:is|was|are|were|has been found|turned out|lies|lay|explains?)\b)",
    )
    yield "root-cause", r"\b(?:is|was|are|were|as|be) (?:the |our |a )?(?:\w+ )?(?P<at>root[- ]causes?)\b(?! analys)"
    yield "guilt", rf"{s}[^.;:]{{0,40}}\b(?:at fault|to blame|(?:is|are|was|were) (?:blamed|guilty))\b"
    yield "guilt", r"\bblame\b[^.;]{0,30}\b(?:lies|rests|goes|falls|is|belongs) (?:with|to|on)\b|\bwhose fault\b|\bis blamed\b"
    yield "guilt", rf"(?:\b(?:his|her|their|your|my)(?: own)?|{s}(?:'s|s'|')(?: own)?) fault\b(?! (?:domain|tree|line|toleran))"
    yield "guilt", rf"{s}{_ADVERB}\s+(?:had\s+)?(?:screwed|messed|fouled|botched|bungled)\b(?: up)?"
    yield "guilt", rf"{s}{_ADVERB}\s+(?:broke|ruined|wrecked|crashed|took down|brought down|wiped out)\b"
    yield (
        "guilt",
        rf"\b(?:wrong|poor|bad|improper|irresponsible) (?:behaviou?r|conduct|attitude|handling) (?:of|by|from) (?:(?:the|a|our) )?(?:\w+ )?{s}",
    )
    if names:
        yield "guilt", rf"\bresponsible\s*:\s*(?-i:{names})\b(?=\s*(?:,? who|\.|$))"
    yield (
        "guilt",
        rf"{s}\s+(?:is|was|were|are) (?:solely |fully |personally )?responsible for (?:the |this )?(?:outage|incident|failure|loss|delay)",
    )
    yield (
        "character",
        r"\b(?:careless\w*|negligen\w+|reckless\w*|incompeten\w+|slopp\w+|stupid\w*|idiot\w*|inattenti\w+|shoddy|irresponsibl\w+|unprofessional\w*|amateur\w*|thoughtless\w*|clumsy|clumsily)\b",
    )
    yield "character", r"\blazy\b(?!-|\s+(?:load|eval|init|import|write|delet|migrat))|\blaziness\b"
    yield "character", r"\b(?:poor|bad|bad|lack of|faulty) judge?ment\b|\basleep at the wheel\b|\bfat[- ]?finger\w*"
    yield (
        "omission",
        rf"{s}{_ADVERB}\s+(?:failed to|forgot\b|forgets\b|neglected|omitted|overlooked|ignored|missed|refused to|skipped)",
    )
    yield (
        "omission",
        rf"{s}[^.;:,]{{0,25}}\b(?:and|but) (?:then )?(?P<at>failed to|forgot(?: to)?|neglected to|overlooked|ignored)",
    )
    yield "omission", rf"{s}{_ADVERB}\s+(?:did(?:n't| not)|had(?:n't| not)|never)\s+(?:even )?{_SAW}\w*"
    yield (
        "omission",
        rf"{s}{_ADVERB}\s+never (?:even )?(?:\w+ed|thought|told|read|saw|spoke|wrote)\b|{s}{_ADVERB}\s+(?:waited|hesitated|took) (?:far |much )?too long",
    )
    yield "omission", rf"\b(?:nobody|no one|noone|none of us)\s+(?:had\s+)?(?:even\s+)?{_SEEN}\b"
    yield "omission", rf"{s}[^.;:,]{{0,15}}\b(?:was|were) (?:far |much )?(?:too|so) (?:slow|late|hasty|quick|busy|tired|focus\w+)"
    yield (
        "hindsight",
        rf"(?<!not that ){s}{_ADVERB}\s+(?:should(?:'ve|n't have| (?:\w+ ){{0,2}}have)|(?:could|might)(?:'ve| (?:\w+ )?have)|ought(?: not)? to have)",
    )
    yield (
        "hindsight",
        rf"{s}\s+(?:was|were) (?:supposed|expected|meant) to\b|(?:^|[.;]\s+)had (?:the |our )?(?:\w+ )?{s} (?:only )?\w+",
    )
    yield "hindsight", rf"{s}\s+would(?:'ve| have) (?:seen|noticed|caught|known|found|prevented|checked|avoided)"
    yield "hindsight", rf"\bif (?:only )?(?:the |our )?(?:\w+ )?{s} had\b"
    yield (
        "hindsight",
        rf"\bwhy did(?:n't)? (?:the )?(?:{s}|(?-i:[A-Z][a-z]+)(?= (?:run|not|do|push|delete|type|press|approve|ask)\b))",
    )
    yield (
        "be-better",
        rf"\b(?:be|being) (?:more |extra |very )?{_VIRTUE}\b|\bmore (?:careful|vigilant|attentive|diligent|cautious)\b",
    )
    yield (
        "be-better",
        r"\bpay (?:more|closer|better|extra)? ?attention\b|\b(?:more|better|greater) (?:discipline|care|diligence|vigilance)\b",
    )
    yield (
        "be-better",
        r"\bre-?train\b|\bretraining\b|\b(?:extra|more|additional|better|refresher) (?:training|coaching)\b|\btry harder\b",
    )
    yield (
        "be-better",
        r"\bremind (?:people|everyone|everybody|all|the|our|engineers|developers|staff)\b|\bdouble-check (?:before|next|in future)",
    )
    yield (
        "be-better",
        r"\b(?:awareness|compliance|mandatory|security|on-call) training\b|\btraining for (?:the |all )?\w+|\bplease (?:double[- ]?check|make sure|remember|ensure|take care)\b",
    )
    yield (
        "be-better",
        r"\b(?:stick|adhere|keep) to (?:the |our )?(?:process|procedures?|runbooks?|checklists?|rules?)\b|\bcomply with (?:the |our )?(?:process|procedures?|rules?)\b",
    )
    yield (
        "be-better",
        rf"{s} (?:should|must|need to|needs to|have to|has to|ought to) (?:always |never |also |better )?{_DO}\b(?! have)",
    )
    yield (
        "be-better",
        (
            r"(?:\b(?:next time|in (?:the )?future|from now on|always|should|must)\b[^.;]{0,40}|^\s*)"
            r"\bfollow (?:the |our )?(?:process|procedures?|runbooks?|checklists?|rules?)\b"
        ),
    )
    yield (
        "be-better",
        r"\bfollow (?:the |our )?(?:process|procedures?|runbooks?|checklists?|rules?)[^.;]{0,20}\b(?:next time|in (?:the )?future)",
    )


def _without_quotes(text: str) -> str:
    """The text with what stands in double quotation marks blanked, at the same length."""
    return re.sub(r"\"[^\"\n]*\"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»", lambda quote: "\0" * len(quote[0]), text)
