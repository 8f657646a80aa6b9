"""The patterns by which a status-page post is read: who, how many, since when, and the rest. Only words; `update_quality` reads by them.

Each pattern is matched without regard to case. Where a rule has an exception, the exception is cut out of the text first.
"""

from __future__ import annotations

from typing import Final

TIME: Final = r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?|\d{1,2}\s?[ap]\.?m\.?)"
_UTC: Final = r"\s*(?:UTC\b|Z\b)"
_SPAN: Final = (
    r"(?:(?:about |around |the next )?(?:\d+|a|an|one|two|three|five|ten|fifteen|twenty|thirty|half an?|a quarter of an)"
    r"\s*(?:min(?:ute)?s?|mins|m|hours?|hrs?|h)\b|the hour\b)"
)

#: Telling people something.
_TALK: Final = (
    r"(?:report|write|post|publish|update|inform|tell|speak|share|say|announce|read from us|hear from us|hear more|see you|word from us|last word"
    r"|news|information|more to follow|more to come|more|notes?|follow-up)"
)

#: People who use something.
GROUP: Final = (
    r"(?:customers?|users?|people|players?|readers?|viewers?|subscribers?|shops?|merchants?|buyers?|sellers?|shoppers?|students?"
    r"|teachers?|parents?|patients?|passengers?|travell?ers?|drivers?|riders?|guests?|visitors?|listeners?|callers?|clients?|tenants?"
    r"|businesses|companies|banks?|households?|(?<!new )accounts?|members?|restaurants?|hotels?|clinics?|owners?|traders?|folks|persons?"
    r"|organi[sz]ations?|schools?|couriers?|partners?|landlords?|agencies|teams using|pilots|nurses|doctors|gamers|commuters|employees|homes|families"
    r"|pupils|residents|farmers|friends|attendees|fans|bidders|investors|borrowers|employers|applicants|authors|editors|streamers|citizens|taxpayers"
    r"|tourists|hosts|recipients|senders|savers|(?:card)?holders|participants|mailboxes|neighbou?rs|learners|creators|donors|voters|workers in)"
)
#: What people try, and what can be counted of it.
TRIES: Final = (
    r"(?:requests?|uploads?|payments?|orders?|calls?|messages?|bookings?|log-?ins?|sign-?ins?|attempts?|purchases?|downloads?|searches"
    r"|transactions?|emails?|deliveries|pages?|page views|visits?|trips?|pushes|saves)"
)
_HURT: Final = r"(?:impacted|affected|hurt|concerned)"

#: Cut out before a rule is read: these look like it and are not.
EXCEPT: Final[dict[str, str]] = {
    "Q1": rf"\bno {GROUP} (?:is|are|were|was) (?:currently )?{_HURT}|\b(?:hello|hi|dear|sorry|thanks?|thank you)\W+(?:to )?(?:our |all )?(?:{GROUP}|everybody|everyone|all)"
    r"|\b(?:everyone|everybody) who (?:can|could) help|\b(?:our|hosting|upstream|cloud) (?:partners?|companies|team)\b|\buser error",
    "Q2": rf"\bno {GROUP} (?:is|are|were|was) (?:currently )?{_HURT}|\b(?:hello|hi|dear)\W+(?:all|everybody|everyone)"
    r"|\b(?:everyone|everybody) who (?:can|could) help"
    r"|\b(?:cpu|memory|disk|throughput|capacity|failover|fail-over|rollback|rollout|roll-out|progress|complete|traffic)\b[^.;%]{0,25}\d+(?:[.,]\d+)?\s?(?:%|per ?cent)"
    r"|\d+(?:[.,]\d+)?\s?(?:%|per ?cent)\s+(?:of (?:normal|capacity)|complete|done|rolled|cpu|off\b|discount)",
    "Q3": rf"\bagain,? since {TIME}{_UTC}|\bsince {TIME}{_UTC},?[^.;]{{0,40}}\b(?:as usual|again|normal(?:ly)?)\b"
    rf"|\b(?:drained|monitoring|investigating|working|watching)\b[^.;]{{0,25}}\bsince {TIME}{_UTC}|\bmaintenance\b[^.;]*",
    "Q4": r"\bmaintenance\b[^.;]*",
    "Q5": r"\b(?:do not|don't|cannot|can't|can not) (?:yet )?(?:know|say|confirm)\b|\bfail(?:ed|ing|s)?[- ]?over\b|\bas (?:quickly|soon) as\b"
    r"|\bdo not know\b|\bnot (?:yet )?known\b|\bdegraded performance\b|\bnothing (?:to worry|has changed|new)\b"
    r"|\b(?:packet|power) (?:loss|failure)\b|\bbad (?:build|deploy)\b|\bnot possible to say\b|\bconsumer lag\b",
    "Q6": r"\bwhen we (?:have|know)\b|\b(?:will|should|shall|to) be (?:fixed|resolved|restored|solved)\b|\bhard[- ]working\b|\bas working\b|\bworking as expected\b|\bmonitoring shows\b|\bnot working\b|\bmaintenance\b[^.;]*",
    "N1": r"\"[^\"]*\"|\bbecause of this\b|\b(?:the )?cause (?:is|was|remains) (?:not|un)\w*[^.;]*|\b(?:looking|look|search\w*) for the (?:root )?cause\b"
    r"|\bnot (?:yet )?know (?:the|what) cause\w*|\bfind (?:out )?(?:the|what) cause\w*",
    "N2": r"\b(?:do not|don't|cannot|can't|can not)(?: yet)? (?:know|say)(?: yet)? when\b[^.;,]*|\bback (?:here|with (?:news|an update|more))\b[^.;]*"
    r"|\b(?:report|write|post|update|inform|tell|speak|come back|share)\b[^.;]{0,60}",
    "N3": r"\berror page\b",
    "N4": r"\b(?:will|should|to|can|may)\b[^.;]{0,20}\b(?:normal|up|operational|available|working)\b",
}

#: What shows that a rule holds (Q) or is committed (N).
SHOWS: Final[dict[str, tuple[str, ...]]] = {
    "Q1": (
        rf"\b{GROUP}\b",
        r"\b(?:everyone|everybody|anyone|anybody|nobody|no one|none)\b",
        r"\b(?:some|many|most|all|half|none|few|lots|a few|those|any) of you\b|\bthose who\b|\bif you (?!see|have questions|need)\w+",
    ),
    "Q2": (
        r"\d+(?:[.,]\d+)?\s?(?:%|per ?cent\b)",
        r"\b(?:half|a third|two thirds|a quarter|a fifth|a tenth|three quarters) of\b",
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d+)(?: \w+)? (?:in|out of|of) (?:every )?(?:two|three|four|five|six|ten|twenty|hundred|\d+)\b(?! min)",
        r"\b(?:every|each) (?:second|third|other|fourth|fifth|tenth)\b|\bout of (?:\d[\d,.]*)\b",
        rf"(?<![:.\d])\b\d[\d,.]*\s*(?:million|thousand|k|m)?\s+(?:of\s+)?(?:our\s+|the\s+)?(?:(?!UTC|min|hours?)\w+\s+){{0,1}}(?:{GROUP}|{TRIES})\b",
        rf"\b(?:all|every|each|no|none|any)(?: of)?(?: our| the| my)?(?: (?!other)\w+)? {GROUP}\b",
        r"\b(?:not a single|zero|not one)\b|\bof (?:our |the )?\d[\d,.]* \w+, (?:about |some )?\d[\d,.]*\b",
        r"\b(?:all|none) of (?:you|them)\b|\b(?:for|to|by) (?:everyone|everybody|anyone|anybody|all)\b|\b(?:nobody|no one)\b|\b(?:everyone|everybody) (?:sees|is|gets|can|who)\b",
        r"\bnot (?:yet )?(?:known?|clear|sure|certain)(?: yet)? how many\b|\bhow many\b[^.;?]{0,60}\b(?:not|unknown|unclear|yet to)\b|\bnumber of \w+[^.;]{0,30}\b(?:not (?:yet )?known|unknown)\b",
    ),
    "Q3": (
        rf"\b(?:since|from|between|first (?:seen|cases?|noticed|observed|reports?|reported)|began|begins?|beginning|starts?|started|starting)\b[^.;\n]{{0,25}}?{TIME}(?:\s*(?:and|to|until|till|-|\u2013)\s*{TIME})?{_UTC}",
    ),
    "Q4": (
        rf"\b(?:next|further|another|new) (?:update|message|news|note|information|report|post|status)s?\b[^.;]{{0,30}}?(?:{TIME}|:\d\d\b|{_SPAN}|\btomorrow\b|\btonight\b|\b\d{{1,2}} ?(?:UTC|o'clock))",
        rf"\b(?:report|write|post|publish|update|inform|tell|speak|share|come back|news|information|more|back here|back with)\b[^.;]{{0,50}}?\b(?:at|by|before|in|within|every|until|from now)\b[^.;]{{0,20}}?(?:{TIME}|:\d\d\b|{_SPAN})",
        rf"\b(?:update|inform|news)\w*[^.;]{{0,30}}?{_SPAN} from now|\b(?:updates?|news|reports?|posts?)\b[^.;]{{0,20}}\bevery {_SPAN}",
        rf"\b{_TALK}\b(?:(?!\bsince\b|\bfrom \d|\bbetween\b)[^.;]){{0,40}}?(?:{TIME}|\b(?:noon|midnight|lunchtime)\b|\b(?:half|quarter|ten|twenty|five) (?:past|to)\b|\b\d{{1,2}} ?UTC)",
        rf"\b{_TALK}\b[^.;]{{0,30}}?\b(?:in|within|every) (?:a |an )?{_SPAN}|\b(?:hourly|half-hourly) (?:notes?|updates?|news|posts?)|\b(?:back|here) (?:here )?(?:at|in) (?:{TIME}|(?:half|quarter|ten|twenty|five) past|{_SPAN})",
        rf"\bwhen (?:do|will) you hear\b[^.;]{{0,20}}{TIME}",
        r"\b(?:last|final) (?:update|post|message)\b|\bno (?:more|further) (?:updates|posts)\b",
    ),
    "Q5": (
        r"\b(?:can(?:no|')t|cannot|can not|could(?:n't| not)|(?:is|are|been|be) (?:not able|unable)|unable to|not (?:be )?possible|can't be|no \w+ can|nobody can|(?:you|who|users|customers|everyone) can)\b",
        r"\bfail(?:s|ed|ing)?\b|\b(?:declin|reject|refus)\w+|\bdropp?\w*|\bdisconnect\w+|\b(?:crash|freez|froze|hang)\w*|\b(?:logged|locked|kicked) out\b|\bcut off\b",
        r"\b(?:slow|slowly|slower|late|later|delay\w*|stale|buffering|blank|empty|white|missing|wrong|twice|duplicate\w*|unreachable|offline|lost)\b",
        r"\b(?:do(?:es)?|did|has|have|is|are|was|were|may|might) ?(?:not|n't) (?:\w+ )?(?:arriv|receiv|load|display|show|appear|return|go(?:ing)? through|work|reach|sav|open|play|deliver|accept|hear|see|print)\w*|\bnot (?:shown|returning|arriving|loading|going through|delivered|received|reached you)\b",
        r"\b(?:see(?:s|ing)?|saw|gets?|getting|sees|show(?:s|n|ing)?)\b[^.;]{0,40}\b(?:errors?|something went wrong|other|another|yesterday|old|wrong|warning|page)\b|\berror (?:page|message)s?\b|\berrors? when\b|\bHTTP 5\d\d when\b",
        r"\b(?:no|without) (?:sound|picture|internet|data|results|connection)\b|\b(?:stops?|end) (?:halfway|early)\b|\b(?:is|are|was|were) down\b|\bnot private\b|\btimes? out\b|\bnothing can be\b|\bno load\b",
        r"\b(?:do|does|did)(?:n't| not) (?!know|yet know|have to|need|worry|hesitate|expect|think|trust)\w+|\b(?:vanish\w*|disappear\w*|gone|stuck|bounce\w*|shuffled|halted|spinning|dead|unavailable|unusable|broken|inaccessible|interrupt\w*|garbled|mixed up|jumps?|struggl\w+|laggy?|choppy)\b",
        r"\b(?:no|zero|without) (?:signal|telephone|phone|power|heating|picture|service|access)\b|\b(?:zero|no|not a single|nobody|let nobody|lets? nobody)\b[^.;]{0,30}\b(?:can|could|through|works?)\b|\bshows? nothing\b|\b(?:trouble|problems?|difficult\w+) (?:when |with |in )?\w+ing\b|\bnot (?:visible|available|possible|readable|usable|playing|opening)\b|\bcan only\b|\bhealthy again\b|\bsmoothly\b|\bthrough the roof\b|\bredirect loop\b|\bjump\b|\bhang\b|\bgrey\b",
        r"\b(?:works?|start|starts|delivered|visible|open|play|pay|available|loads?) (?:\w+ )?(?:again|as usual)\b|\bcan \w+(?: \w+)? again\b",
        r"\bsecond attempt\b|\b(?:0|none|few) of\b[^.;]{0,30}\bcan\b|\bpaid the wrong\b|\bcharged\b|\bswitched off sign|\bexposed\b|\bwas shown\b",
    ),
    "Q6": (
        r"\b(?:investigat|monitor|watching|restor|revert|rerout|repair|rebuild|restart|renew|roll(?:ed|ing)? (?:it )?back|rolled back|undo|undid|mitigat|drain|reshard|rebalanc|invalidat|promot)\w*",
        r"\b(?:we(?:'ll| will| shall)?|keep|team) (?:keep )?watch(?:ing)?\b|\bwatch (?:it|this|the)\b|\bwithdrawing\b|\b(?:look(?:ing|ed)?|digging|keep looking|check(?:ing|s|ed)?|measur\w+|work(?:ing|s)? (?:on|at|together|hard|with|to)|on it\b|on the case|at it\b|sort(?:ing)? (?:it|this) out|(?:is|are|was|were) working)\b",
        r"\bwe(?:'ve| have|'re| are|'ll| will)?(?: now| also| already| again)? (?:switch|stopp|turn|disabl|paus|clos|replac|contact|talk|mov|send|sent|add|scal|shed|lower|rais|put|taken|taking|catch|fail|flip|shut|block|lift|report to|call|bring|try|trying|fix|tak|refund|pull)\w*",
        r"\bwe(?:'re| are) (?:now |still |all |already )?(?!aware|sorry|seeing|experiencing|having|receiving|getting|reporting|back|here|up\b|online|on time|confident|down)\w+",
        r"\bwe(?:'ve| have)? (?!are|have|know|see|saw|seen|apologi|regret|understand|receiv|expect|anticipat|hope|reckon|believe|suspect|think|thought|post|writ|report|tell|told|will|say|said|speak|updat|inform|thank|appreciat|can|could|do\b|did\b|don|consider|cannot|may|might|would|should|had|not|no\b|find no|found no|share|were|was|been|need|rely|know)\w+",
        r"\b(?:crews?|technicians?|field staff|engineers?|specialists|developers|experts|our people|our team|the team|the \w+ team)\b[^.;]{0,12}\b(?!will|are aware)(?:is|are|have|has|look|open|restor|check|hand|repair|work|try|mend|replac)\w*",
        r"\b(?:is|are) being (?!hurt|charged|lost|declined|rejected|dropped|logged|affected|asked|shown|redirected)\w+ed\b|\b(?:is|are) being (?:brought|freed|taken|re-synced|undone|put|built|rebuilt|sent|shut)\b|\b(?:ongoing|in progress|rebuild running|recovering|stands? open|went back to|until (?:this|it|they|labels?) (?:is|are) (?:mended|fixed|repaired|right)|digging|bumping|throttling|by hand|manually)\b",
        r"\b(?:is|are|being|been|was) (?:being |now )?(?:installed|installing|tried|implemented|deployed|contacted|in contact|switched|adding|draining|moved|checked|replacing|draining|shedding|scaling|talking|bringing|pulling|sending|moving|switching|changing|raising|replaced|checking|on site|under way|in progress|disabled|cancelled)\b",
        r"\b(?:fix|fixes|patch)\b[^.;]{0,30}\b(?:on its way|deployed|applied|implemented|being|installed|rolled out)\b|\bwork is under way\b|\b(?:fixed|resolved|reverted|all clear|failed over|raising|scaling|rolling|trying|resharding|switched)\b|\bin contact\b|\bworkaround\b|\bcrew\b|\bdesks hand out\b|\bwe (?:fix|restart|undo|repair|check|switch)\b",
    ),
    "N1": (
        r"\b(?:because|due to|caused by|owing to|as a result of|result of|triggered by|root cause)\b|\bcauses\b",
        r"\b(?:suspect|suspected|presumably|probably|seems? to (?:be|have|come)|looks? like|linked to|related to|comes from|stems from|we believe this)\b",
        r"\b(?:bad|faulty|broken|wrong|failed|buggy) (?:build|deploy\w*|release|config\w*|change|update|rule|dns|disk|patch|migration|router|switch)\b|\b(?:typo|misconfigur\w+|bug in|OOM kills?|run out of|ran out of|(?:has|have|had) expired|went wrong|broke\b|our bad|power failure|defect|brought down|took down|suspicion|culprit|traced (?:back )?to|third[- ]party|upstream provider)\b",
        r"\b(?:cut a|cut the|blocks the|makes?(?= (?:the|our|\w+s?) (?!sure|sense|up)\w+)|made the)\b|\b(?:provider|vendor|partner)\b[^.;]{0,40}\b(?:failure|outage|having|packet loss|down)\b",
    ),
    "N2": (
        r"\bETA\b|\bfix in \d|\b(?:ready|fixed|done|solved|back) in (?:\d|one|a|an|two|five|ten)\b",
        r"\b(?:will|'ll|should|shall|expect\w*|anticipat\w*|hope\w*|going to|aim)\b[^.;]{0,60}?\b(?:fix\w*|resol\w*|restor\w*|back|normal|live|recover\w*|solved|repair\w*|done|ready|again|over|sorted|up and running|up|running|flow|working|run)\b[^.;]{0,40}?(?:\bby\b|\bbefore\b|\bwithin\b|\bin (?:\d|a|an|one|two|about|the next)|\bsoon\b|\bshortly\b|\btonight\b)",
        rf"\b(?:will|should|'ll) take\b[^.;]{{0,20}}?{_SPAN}|\btake (?:us )?(?:about |around )?(?:\d+|one|two|three|an?) (?:min\w*|hours?)\b[^.;]{{0,20}}\b(?:repair|fix|resolve|restore)",
        r"\bin no time\b|\bany (?:minute|moment|second) now\b|\b(?:almost|nearly) (?:there|done|fixed|ready)\b|\b(?:more )?(?:minutes|hours|min) until\b|\b(?:sorted|fixed|up again|working again) (?:by|before|within|tonight|today|tomorrow)\b",
        r"\b(?:back|recover\w*|restored|resolved) (?:very )?(?:soon|shortly)\b|\b(?:full |complete )?recovery (?:is expected )?(?:by|within|shortly|soon)\b",
    ),
    "N3": (
        r"\b(?:5xx|4xx|50[0-4]s?|http(?: status)? \d{3}|p\d{2,3}|latency|OOM|DNS|TLS|BGP|TCP|CPU|RAM|I/O|SEV ?\d|IC|SRE|on-call|QPS|RPS|SLO|SSO|IdP|VM|JVM|GC|SQL|GraphQL|OAuth|JSON|NAT|VPN|CDN|ETL|RPC|gRPC|TTL)\b",
        r"\b(?:pods?|nodes?|clusters?|shards?|reshard\w*|partitions?|replicas?|replication|primary|standby|kafka|redis|postgres\w*|mysql|kubernetes|k8s|nginx|envoy|elasticsearch|rabbitmq)\b",
        r"\b(?:fail(?:ed|ing)?[- ]?over|failover|load balancers?|gateway|upstream|edge|message bus|consumer lag|throughput|caches?|invalidat\w+|kill switch|ranker|node pool|fleet|handshake|packet loss|error rates?|memory limits?|stale reads?|batch jobs?|thread pool|queue depth|backend|microservice\w*|rebalanc\w+|shedding load|hotfix|feature flag|bridge open|deadlocks?|garbage collect\w+|rollout|traffic engineering|us-east|us-west|eu-west|websockets?|ingress|egress|metadata|hot partition|throttl\w+|schemas?|resolvers?|heap|cron|proxy|proxies|sockets?|containers?|hypervisor|kernel|connection (?:pool|limits?)|endpoints?|payloads?|namespaces?|middleware|ledger table|read-replica|canary|mutex|backpressure|rate[- ]limit\w*)\b",
        r"\b[a-z]+-(?:svc|service|api|db|worker|proxy)\b|(?<![\w/])/[a-z][a-z-]+(?:/[a-z-]+)*\b|\bv\d+\.\d+(?:\.\d+)?\b",
    ),
    "N4": (
        r"\b(?:all|every|our) (?:of )?(?:our |other )?(?:systems?|services?|components?)\b[^.;]{0,40}\b(?:operational|available|running|normal(?:ly)?|green|up|working|healthy|fine)\b",
        r"\beverything (?:is |works? |runs? )?(?:working|works?|fine|ok|okay|normal|as expected|as usual|up|operational)\b",
        rf"\bno (?:{GROUP})\b[^.;]{{0,15}}\b(?:impacted|affected|hurt)\b|\bno impact\b|\bnothing to worry\b|\b(?:fully|100 ?% ) ?operational\b|\b(?:running|operating) normally\b|\bno (?:known )?(?:issues|problems|outage|incident)\b|\bbusiness (?:is )?as usual\b|\bgreen across the board\b|\ball (?:green|good|well|clear and)\b|\b(?:spotless|all in order)\b|\bstatus: (?:green|ok|operational)\b",
    ),
}
