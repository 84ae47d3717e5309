"""Many documents at once: shards of them in, Parquet out, on one computer or on many.

In the order of the data flow: ``sources`` (folders, archives, records, web archives), ``plan`` (shards of
references), ``shard`` (one shard, in a worker with limits), ``engines`` (who runs the shards), ``run`` (a
whole batch), ``compare`` (with an earlier one), ``summary`` (for people). Needs the extra ``batch``.
"""

from __future__ import annotations

from report_kit.batch.profile import Profile
from report_kit.batch.shard import Stats, check_shard

__all__ = ["Profile", "Stats", "check_shard"]
