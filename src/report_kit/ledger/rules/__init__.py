"""Rules of the registers: one module for each register, named after its kind.

A module defines ``check(check) -> Iterator[Fault]``. Ids beginning with Y stand in the guidance for clerks
(docs/台账.md) and never change.
"""
