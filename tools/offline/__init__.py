"""The parts of ``offline_bundle.py``: the target PC, the wheels it needs, and what starts the kit there."""
