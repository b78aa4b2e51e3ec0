"""How many questions the bot answers on the stand-in for Discord, and how fast, beside a bare discord.py bot.

``python tests/benchmarks/load.py`` prints a table: 200 commands a second for 30 s from 100 members, 1,000 commands at
one instant, 300 mentions at one instant, and the throughput of the bots with 2,000 commands at once, in turns: the bare
one on asyncio's own loop, as most bots run, and on the bot's uvloop.
Each question has been asked once before, as most of what a community asks has; ``--distinct`` makes every one a new
one, so that no answer is remembered. Beside the throughput, which other work on the machine disturbs, stands the
processor time that the bot took for each question.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STANDIN = ROOT.parent / "shared" / "discord" / "scenario.py"
EXAM = ROOT / "knowledge" / "exam"
CPU = """exec python3 -c "
import os, pathlib
above = os.getppid()
for stat in pathlib.Path('/proc').glob('[0-9]*/stat'):
    _, _, rest = stat.read_text().rpartition(')')
    parts = rest.split()
    if int(parts[1]) == above and int(stat.parent.name) != os.getpid():
        print((int(parts[11]) + int(parts[12])) / os.sysconf('SC_CLK_TCK'))
" """
"""Prints the seconds of processor time that the bot has had; it is started by the same process as this."""

FACTBOT, BARE = ["-m", "bot", "run"], ["tests/benchmarks/bare_bot.py"]
BOTS = {"bare": BARE, "bare on uvloop": [*BARE, "--uvloop"], "factbot": FACTBOT}


def questions(different: int, distinct: bool) -> list[str]:
    """Questions of the exam as members may ask them, in all its languages."""
    from bot.facts.reader import read

    exams = read(ROOT / "knowledge").exams.values()
    asked = [question.q for exam in exams for question in exam.questions if question.q.strip()]
    step = max(1, len(asked) // different)
    return [f"{q} {{i}}" if distinct else q for q in asked[::step][:different]]


def burst(asked: list[str], **more: Any) -> dict[str, Any]:
    """A step in which many ask."""
    return {"do": "burst", "members": 100, "name": "ask", "options": {"question": asked}, "timeout": 120, **more}


def run(command: list[str], steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run a bot through bursts; the figures of each, with the bot's processor time as ``cpu``."""
    with tempfile.TemporaryDirectory() as folder:
        scenario, report = Path(folder) / "scenario.json", Path(folder) / "report.json"
        warm: list[dict[str, Any]] = [{"do": "start", "timeout": 60}]
        if command is FACTBOT:
            warm.append({"do": "log", "expect": {"contains": "fact base is open"}, "timeout": 120})
        warm.append({"do": "sleep", "seconds": 6})
        cpu = {"do": "shell", "command": CPU}
        timed = [cpu, *(part for step in steps for part in (step, cpu))]
        scenario.write_text(json.dumps({"standin": {"allow": [10062]}, "steps": [*warm, *timed]}), "utf-8")
        subprocess.run(
            [
                *(sys.executable, str(STANDIN), "--scenario", str(scenario), "--report", str(report)),
                *("--log", str(Path(folder) / "bot.log"), "--", sys.executable, *command),
            ],
            env={**os.environ, "FACTBOT_DATA_DIR": folder},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        done = json.loads(report.read_text("utf-8"))["steps"]
    spent = [float(step["outcome"]["output"]) for step in done if step["step"]["do"] == "shell"]
    bursts = [step["outcome"] for step in done if step["step"]["do"] == "burst"]
    return [outcome | {"cpu": after - before} for outcome, before, after in zip(bursts, spent, spent[1:], strict=False)]


def told(name: str, outcome: dict[str, Any]) -> None:
    """A line for one burst."""
    for kind in ("slash", "mention"):
        if kind in outcome:
            figures = outcome[kind]
            print(
                f"{name:<32} sent {figures['sent']:>5}  lost {figures['lost']:>4}  double {figures['double']:>3}  "
                f"first p50 {figures['first']['p50']} p99 {figures['first']['p99']} max {figures['first']['max']}  "
                f"{outcome['throughput']:.0f}/s  processor {1000 * outcome['cpu'] / figures['sent']:.2f} ms each"
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--distinct", action="store_true", help="every question is a new one")
    parser.add_argument("--questions", type=int, default=400, help="how many different ones are asked in turn")
    parser.add_argument("--count", type=int, default=2000, help="commands at one instant, for the throughput")
    parser.add_argument("--rounds", type=int, default=3, help="how often the bots take turns")
    parser.add_argument("--seconds", type=int, default=30, help="how long 200 commands a second last; 0: leave it out")
    options = parser.parse_args()
    if not STANDIN.is_file():
        sys.exit(f"the stand-in for Discord is not there: {STANDIN}")
    asked = questions(options.questions, options.distinct)
    before = burst([q.replace("{i}", "before") for q in asked], count=len(asked), rate=40)
    mentions = [f"{{bot}} {question}" for question in asked]
    if options.seconds:
        steps = [
            before,
            burst(asked, count=200 * options.seconds, rate=200),
            burst(asked, count=1000),
            burst(asked, mentions=300, content=mentions),
        ]
        names = "each once", f"200/s for {options.seconds} s", "1,000 at one instant", "300 mentions at one instant"
        for name, outcome in zip(names, run(FACTBOT, steps), strict=False):
            told(name, outcome)
    rates: dict[str, list[float]] = {name: [] for name in BOTS}
    costs: dict[str, list[float]] = {name: [] for name in BOTS}
    for _ in range(options.rounds):
        for name, command in BOTS.items():
            _, outcome = run(command, [before, burst(asked, count=options.count)])
            told(f"{options.count} at once, {name}", outcome)
            rates[name].append(outcome["throughput"])
            costs[name].append(outcome["cpu"] / options.count)
    best = {name: max(values) for name, values in rates.items()}
    least = {name: min(values) for name, values in costs.items()}
    for name in BOTS:
        if name != "factbot":
            print(
                f"beside the {name}, best of {options.rounds}: processor time {least[name] / least['factbot']:.0%}, "
                f"throughput {best['factbot'] / best[name]:.0%}"
            )


if __name__ == "__main__":
    main()
