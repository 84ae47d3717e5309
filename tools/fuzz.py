"""Feed damaged and hostile files to the readers and the checker for a while. Linux only.

    python tools/fuzz.py --minutes 10 [--engine atheris|mutate] [--seed 1] [--corpus DIR] [--output DIR]

``atheris`` (``pip install -e '.[fuzz]'``) is led by the coverage of the kit's own code. ``mutate`` changes
random bytes of the sample report in every format and looks at no coverage: weaker, but it needs nothing. The
input that brings a mistake to light is kept in the output folder; run it again with ``--input FILE``.

What counts as a mistake: any exception other than the kit's coded ones, a rule that fails, and any span
outside its text (see ``fuzzing/targets.py``).
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fuzzing.targets import Target

_MOST_BYTES = 400_000


def main() -> int:
    arguments = _arguments()
    if not sys.platform.startswith("linux"):
        print("tools/fuzz.py 只在 Linux 上运行", file=sys.stderr)
        return 2
    if arguments.input:
        _target(Path(tempfile.mkdtemp()))(arguments.input.read_bytes())
        print("没有问题")
        return 0
    arguments.output.mkdir(parents=True, exist_ok=True)
    has_atheris = importlib.util.find_spec("atheris") is not None
    engine = arguments.engine or ("atheris" if has_atheris else "mutate")
    print(f"引擎：{engine}，{arguments.minutes:g} 分钟，种子 {arguments.seed}")
    with tempfile.TemporaryDirectory() as folder:
        if engine == "atheris":
            return _atheris(arguments, Path(folder))
        return _mutate(arguments, Path(folder))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--engine", choices=("atheris", "mutate"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="folder of inputs that atheris goes on from and adds to")
    parser.add_argument("--output", type=Path, default=Path("fuzz-output"))
    parser.add_argument("--input", type=Path, help="run this one input and end")
    return parser.parse_args()


def _target(folder: Path) -> Target:
    from fuzzing.targets import Target

    return Target(folder)


def _atheris(arguments: argparse.Namespace, folder: Path) -> int:
    import atheris

    with atheris.instrument_imports(
        include=["report_kit.document", "report_kit.forms", "report_kit.proofread"]
    ):
        from fuzzing.seeds import seeds

        target = _target(folder)
        first = seeds()
        for data in first:
            target(data)  # readers and rules are imported when they are first used
    corpus = arguments.corpus or folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(first):
        (corpus / f"seed{number}").write_bytes(data)
    options = [
        f"-max_total_time={round(arguments.minutes * 60)}",
        f"-seed={arguments.seed}",
        f"-max_len={_MOST_BYTES}",
        f"-artifact_prefix={arguments.output}/",
        "-timeout=60",
        # What atheris itself keeps grows by 40 MB a minute; memory for one input is tested in test_bombs.py.
        "-rss_limit_mb=8192",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], target)
    # libFuzzer ends the process itself: 0 when the time is up, another status with a stack when it found one.
    atheris.Fuzz()
    return 0


def _mutate(arguments: argparse.Namespace, folder: Path) -> int:
    from fuzzing.seeds import seeds

    chance = random.Random(arguments.seed)
    known = seeds()
    target = _target(folder)
    mistakes: set[str] = set()
    end = time.monotonic() + 60 * arguments.minutes
    while time.monotonic() < end:
        data = _changed(chance, chance.choice(known))
        try:
            target(data)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}"
            if name not in mistakes:
                mistakes.add(name)
                (arguments.output / name).write_bytes(data)
                traceback.print_exc()
    print(
        f"输入 {target.inputs} 个，读出 {target.read} 个，校对 {target.checked} 个，"
        f"报出 {target.findings} 处，问题 {len(mistakes)} 种"
    )
    return 1 if mistakes else 0


def _changed(chance: random.Random, data: bytes) -> bytes:
    """Change bytes, cut, double and move pieces; the first byte, which names the kind, stays."""
    kind, body = data[:1], bytearray(data[1:])
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(body) + 1)
        size = chance.choice((1, 2, 8, 64, 1024))
        action = chance.randrange(4)
        if action == 0:
            body[at : at + size] = chance.randbytes(min(size, 8))
        elif action == 1:
            del body[at : at + size]
        elif action == 2:
            body[at:at] = body[at : at + size] * chance.choice((1, 2, 30))
        else:
            other = chance.randrange(len(body) + 1)
            body[at:at] = body[other : other + size]
    return kind + bytes(body[:_MOST_BYTES])


if __name__ == "__main__":
    sys.exit(main())
