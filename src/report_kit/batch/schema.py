"""The columns of what goes into a shard and of what comes out."""

from __future__ import annotations

import pyarrow as pa

REFERENCES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("place", pa.string(), nullable=False),
        pa.field("digest", pa.string(), nullable=False),
        pa.field("text", pa.string()),
    ]
)
"""One row a document: where it is, not what it says; ``text`` only where a caller has nothing else."""

FINDINGS = pa.schema(
    [
        pa.field("document", pa.string(), nullable=False),
        pa.field("fingerprint", pa.string(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("line", pa.int32(), nullable=False),
        pa.field("column", pa.int32(), nullable=False),
        pa.field("paragraph", pa.int32()),
        pa.field("cell", pa.list_(pa.string())),
        pa.field("before", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("after", pa.string(), nullable=False),
        pa.field("message", pa.string(), nullable=False),
        pa.field("fixes", pa.string(), nullable=False),
        pa.field("confidence", pa.float64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("accepted", pa.string()),
    ]
)
"""One row a finding; ``fixes`` is JSON as in ``report-kit check``, ``accepted`` the reason a person gave."""

DOCUMENTS = pa.schema(
    [
        pa.field("document", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("digest", pa.string(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("form", pa.string(), nullable=False),
        pa.field("characters", pa.int64(), nullable=False),
        pa.field("paragraphs", pa.int32(), nullable=False),
        pa.field("tables", pa.int32(), nullable=False),
        pa.field("errors", pa.int32(), nullable=False),
        pa.field("warnings", pa.int32(), nullable=False),
        pa.field("hints", pa.int32(), nullable=False),
        pa.field("accepted", pa.int32(), nullable=False),
        pa.field("omissions", pa.int32(), nullable=False),
        pa.field("failed_rules", pa.string(), nullable=False),
        pa.field("rules", pa.string(), nullable=False),
        pa.field("dictionaries", pa.string(), nullable=False),
        pa.field("model", pa.string(), nullable=False),
    ]
)
"""One row a document, whatever became of it; ``status`` is ``ok``, ``partial`` (not all of it
was checked) or ``failed``."""
