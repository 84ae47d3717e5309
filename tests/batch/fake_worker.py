"""Speaks the protocol of ``report_kit.batch.worker``; what it does to a document its id says."""

import json
import os
import sys
import time
from typing import Any

first = json.loads(sys.stdin.readline())
print(json.dumps({"ready": os.getpid()}), flush=True)
held: list[Any] = []
number = -1
for line in sys.stdin:
    reference = json.loads(line)
    if "fresh" in reference:
        continue
    number += 1
    act = reference["id"].partition(":")[0]
    if act == "die":
        os._exit(7)
    if act == "die once" and not os.path.exists(reference["source"]):  # noqa: PTH110
        open(reference["source"], "w").close()  # noqa: PTH123
        os._exit(7)
    if act == "hang":
        time.sleep(60)
    if act == "eat":
        held.append(bytearray(os.urandom(2**20) * 200))
        time.sleep(60)
    if act == "eat if not first" and number:
        held.append(bytearray(os.urandom(2**20) * 200))
        time.sleep(60)
    if act == "grow":
        held.append(os.urandom(2**20) * 95)
    if act == "cut off":
        print('{"document": ', flush=True, end="")
        os._exit(0)
    print(
        json.dumps({"document": {"document": reference["id"], "status": "ok", "pid": os.getpid()}}),
        flush=True,
    )
