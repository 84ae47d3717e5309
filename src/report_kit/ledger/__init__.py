"""The five registers of an office: read, checked, summed into the statutory tables; time limits."""

from report_kit.ledger.kinds import announce

announce()
