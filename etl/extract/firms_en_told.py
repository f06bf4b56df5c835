"""What English says only of firms: that they raised money, have founders and shares, or let one lease from them."""

from __future__ import annotations

import re

from etl.extract.metrics import spelled

# Right behind a name of a firm, wherever it stands.
OF_FIRMS = re.compile(
    r"(?:'s|’s) (?:[a-z-]+ ){0,2}(?:founders?|co-founders?|stock|shares?|shareholders|finance chief|chief executive|"
    r"CEO|CFO|parent|backlog|tenants?|lease|lenders?|board|earnings|results|guidance|quarterly|listing|IPO|subsidiary|"
    r"backers?|balance sheet|filings?|prospectus|bonds?|debt|valuation|price list|list price|on-demand|price|"
    r"customers?)\b"
    r"|,? (?:Inc|Corp|Ltd|Limited|ASA|Oy|GmbH|AB|N\.V|S\.A|PLC|plc|Pte|Sdn|Bhd|Berhad|Co)\b"
    r"| (?:shares|stock|shareholders|bonds) "
    r"| spokes(?:man|woman|person)\b"
    r"| (?:CEO|CFO|COO|CTO|(?:chief executive|chief financial|chief operating)(?: officer)?|"
    r"co-founder|founder|chairman) [A-Z]"
    r"| (?:has |have |had |also |just |so far |now |recently ){0,3}(?:raised?|raises|raising) "
    r"(?:about |some |another |more than |up to |nearly |over |an? )?"
    r"(?:[$€£¥₹]|Rs|US\$|[A-Z]{3} ?\d|series|its|round|billion)"
    r"|, (?:headquartered|listed) (?:in|on)\b"
    r"|, which (?:belongs to|is (?:owned|backed|listed)|owns|runs|operates|rents|sells)\b"
    r"|,? (?:once|formerly|previously) (?:called|known as)\b"
    r"| (?:filed (?:for|with|its)|went public|goes public|is to list|plans to list|is valued at|was valued at|"
    r"valued at)\b"
)
_DEALT = (
    r"(?:deals?|contracts?|agreements?|leases?|pacts?|partnerships?|ventures?|talks|sign(?:s|ed|ing)|"
    r"partner(?:s|ed|ing)|team(?:s|ed|ing) up|merged?|merger) with "
)
_GIVEN = (
    r"(?:leas(?:es|ed|ing)|rent(?:s|ed|ing)?|sold|sells?|selling|let|lets|deliver(?:s|ed)|suppl(?:y|ies|ied)|"
    r"ship(?:s|ped)) (?:[^.;,\n]{1,30} )?to "
)
# Right before it.
TO_FIRMS = re.compile(
    rf"\b(?:{_DEALT}|{_GIVEN}|(?:stake|stakes|invest(?:s|ed|ing|ment|or|ors)?|shares) in |"
    r"(?:chips|GPUs|TPUs|servers|racks|capacity|compute|cards|megawatts|MW|GW|power|machines|accelerators) from |"
    r"customers? (?:of|is|are) |tenants? (?:is|are) |(?:operated|leased|guaranteed|provided|supplied|hosted) by |"
    r"subsidiar(?:y|ies) of |(?:CEO|chief executive|co-founder|founder|CFO|chairman|president|shareholders?|shares|"
    r"acquisition|takeover|customer|unit|arm|owner|parent) of |who (?:founded|runs|co-founded|heads) |"
    r"(?:acquired?|acquires|acquiring|take over|takes over|took over) )\Z"
)
_PLANS = (
    "build|buy|put|place|host|deploy|raise|lease|let|sell|spend|supply|invest|add|take|open|get|rent|order|pay|ship|"
    "cut|double|list|install|run|use|expand|acquire|launch|borrow|fund|make|power|move|hire|go public"
)
_DOES = (
    "announces?|announced|raises?|plans?|breaks|bets?|picks?|taps?|inks?|lands?|signs?|buys?|orders?|wins?|opens?|"
    "closes?|cuts?|shuts?|jumps?|falls?|rises?|soars?|slides?|drops?|gains?|posts?|reports?|doubles?|triples?|"
    "expands?|launches|unveils?|secures?|adds?|takes?|gets?|builds?|sells?|leases?|rents?|switches|seeks?|eyes|"
    "targets?|lifts?|sees?|expects?|says?|files?|borrows?|spends?|invests?|commits?|deploys?|completes?|acquires?|"
    "agrees?|prices?|moves?|makes?|brings?|starts?|delays?|denies|confirms?|strikes?|Secures|Signs|Raises|Strikes?|"
    "Announces|Reports|Plans"
)
# What a line that begins with a name says of it, as headlines do.
HEADED = re.compile(
    rf"(?: to (?:{_PLANS})\b|, (?:first|second|third|fourth|Q[1-4])\b| [Qq][1-4]\b| (?:FY|1H|2H|H1|H2)\d*\b|"
    rf" (?:first|second|third|fourth)[ -](?:fiscal |half|quarter)| (?:[a-z]+ )?(?:{_DOES})\b)"
)
HEADLINE = 90
# Words that begin such lines too.
WORDS = frozenset(
    spelled(
        "back|does|do|did|should|would|could|can|something|whether|your|welcome|why|track|prefer|login|author|article|"
        "share|date|foreign|court|nasdaq|funding|letters|corrections|check|sites|subscribe|skip|broker|landlords|"
        "nothing|everyone|everybody|anyone|nobody|congress|shareholders|workers|residents|lawmakers|regulators|voters|"
        "neighbours|neighbors|builders|lenders|owners|traders|chipmakers|suppliers|utilities|landlord|miners|banks|"
        "insurers|bidders|pension|cities|councils|council|county|mayor|governor|parliament|ministers|minister|king|"
        "prince|prime|university|students|homes|bitcoin|nation|new|old|big|small|young|free|long|short|full|early|"
        "late|good|bad|best|high|low|hot|cold|real|true|open|fast|slow|local|deal|deals|talks|plans|plan|bids|bid|"
        "rules|law|laws|tariffs|sanctions|curbs|ban|export|exports|imports|water|gas|nuclear|power|electricity|grid|"
        "land|debt|loan|loans|bonds|money|cash|profit|profits|results|earnings|sources|insiders"
    )
)
