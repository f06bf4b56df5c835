"""What must hold of every published figure: one rule a function, each finding with its row and its remedy."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from etl.errors import LedgerError
from etl.reconcile.audit.asked import Shelved
from etl.reconcile.audit.closure import CLOSURE
from etl.reconcile.audit.exception import excepted
from etl.reconcile.audit.finding import Finding
from etl.reconcile.audit.rules import FIGURES
from etl.reconcile.audit.sums import SUMS
from etl.reconcile.audit.support import SUPPORT

__all__ = ["RULES", "AuditFailed", "Finding", "Shelved", "audit", "check"]

RULES = (*FIGURES, *CLOSURE, *SUMS, *SUPPORT)
SHOWN = 5


class AuditFailed(LedgerError):  # noqa: N818 - it says what happened
    """A figure breaks a rule; nothing is published."""


def audit(tables: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Return what breaks a rule and stands in no written exception; texts may be categories."""
    exceptions = excepted()
    found = (finding for rule in RULES for finding in rule(tables))
    return [one for one in found if (one.rule, one.row) not in exceptions]


def check(tables: Mapping[str, pd.DataFrame]) -> None:
    """Raise AuditFailed, naming the first findings, where anything breaks a rule."""
    found = audit(tables)
    if found:
        more = f"; and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        told = "; ".join(str(one) for one in found[:SHOWN])
        raise AuditFailed(f"nothing was published, {len(found)} rows break a rule: {told}{more}")
