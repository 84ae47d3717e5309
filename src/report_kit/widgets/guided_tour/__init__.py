"""``00_新手上路``: the whole job on a practice report, step by step, each step checked by the kit."""
