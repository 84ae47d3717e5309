"""Run pycorrector in a process of its own: a JSON line in, a JSON line out.

The first line says which corrector to load; the answer is ``{"ready": version}``. Each further line is a
JSON string, the answer ``{"target": …, "errors": …}``; ``{"fault": …, "kind": …}`` when something broke.

A process, because pycorrector replaces the dictionary of jieba's shared tokenizer and adds words to it,
changes log levels, ``sys.path`` and environment, and with a neural model keeps a gigabyte: all of that ends
here. Started as a file, not as a module: it must work without report-kit being importable.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
import tempfile
import types
from typing import Any

# No name of this file's folder may hide a package: the parent starts us with -P.


def main() -> None:
    """Serve requests until the input ends."""
    sys.addaudithook(_refuse_network)
    # Whatever the libraries print must not get between the answers.
    channel = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)

    def reply(**answer: object) -> None:
        channel.write(json.dumps(answer) + "\n")
        channel.flush()

    job: dict[str, Any] = json.loads(sys.stdin.readline())
    try:
        corrector = _load(job)
    except Exception as error:
        reply(fault=f"{type(error).__name__}: {error}", kind=_kind(error))
        return
    options = job.get("options", {})
    reply(ready=True)
    for line in sys.stdin:
        try:
            result = corrector.correct(json.loads(line), **options)
            reply(target=result["target"], errors=[list(error[:3]) for error in result["errors"]])
        except Exception as error:
            reply(fault=f"{type(error).__name__}: {error}", kind=_kind(error))


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    """Let no library download anything: pycorrector fetches its default model when it finds none."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError("report-kit lets no engine use the network")


def _load(job: dict[str, Any]) -> Any:
    """Return the corrector that ``job`` describes."""
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", LOGURU_LEVEL="ERROR")
    # Importing pycorrector makes a folder in the user's home unless this names one that is there.
    os.environ["PYCORRECTOR_DATA_DIR"] = tempfile.gettempdir()
    import jieba

    # Its cache is code to whoever reads it: not in a folder that other users can write to.
    os.makedirs(job["cache"], exist_ok=True)  # noqa: PTH103
    jieba.dt.tmp_dir = job["cache"]
    if job["corrector"] == "confusion":
        return _class("confusion_corrector", "ConfusionCorrector")(job["words"])
    if job["corrector"] == "macbert":
        return _class("macbert.macbert_corrector", "MacBertCorrector")(job["model"])
    # No list of words here: where pycorrector applies one, replacements of another length go astray.
    corrector = _class("corrector", "Corrector")(
        language_model_path=job["model"], custom_confusion_path_or_dict={}
    )
    corrector.check_detector_initialized()
    return corrector


def _class(module: str, name: str) -> Any:
    """Return a class of pycorrector from its own module, without what the package imports besides.

    ``import pycorrector`` loads torch and all of its correctors, used or not: 7 seconds and 500 MB. A
    version whose modules have moved is imported whole.
    """
    spec = importlib.util.find_spec("pycorrector")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("No module named 'pycorrector'")
    package = types.ModuleType("pycorrector")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["pycorrector"] = package
    try:
        return getattr(importlib.import_module(f"pycorrector.{module}"), name)
    except (ImportError, AttributeError):
        for loaded in [key for key in sys.modules if key.partition(".")[0] == "pycorrector"]:
            del sys.modules[loaded]
        return getattr(importlib.import_module("pycorrector"), name)


def _kind(error: Exception) -> str:
    return "import" if isinstance(error, ImportError) else "other"


if __name__ == "__main__":
    main()
