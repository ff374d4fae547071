#!/usr/bin/env python3
"""Measures this library and others in turn, in one run on one machine.

    compare.py [--with jax,torch] [--python PYTHON] [name or glob ...]

For each workload every contender runs in a process of its own: "haiku" is run_haiku.sh, another NAME is contender_NAME.py. All are
prepared first; then each measures a short segment, round after round, beginning with another one each time. A segment in which
other processes used more than a small share of the CPUs is measured again. Standard library only; what others used is read from
/proc, so that part needs Linux.
"""

import argparse
import fnmatch
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")
CPUS = os.cpu_count()
STAT = Path("/proc/stat")
UNLIKELY_RATIO = 4  # of first losses, which differ by random numbers alone


class Failure(Exception):
    """A contender that cannot do what it was asked."""


class Contender:
    """A process that answers commands, see Contender.java."""

    def __init__(self, name, command):
        self.name = name
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            command + ["--serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            env={"OMP_NUM_THREADS": str(CPUS), **os.environ},
            start_new_session=True,
        )

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.errors.close()

    def answer(self):
        """The words of the next answer; other output is passed over."""
        for line in self.process.stdout:
            if line.startswith("@@"):
                words = line[2:].split()
                if words[0] == "FAIL":
                    raise Failure(" ".join(words[2:]))
                return words
        raise self.ended()

    def ended(self):
        """A failure with the last that the process wrote to its standard error."""
        status = self.process.wait()
        self.errors.seek(0)
        lines = [line for line in self.errors.read().split("\n") if line.strip()]
        return Failure(f"it ended with status {status}: {lines[-1] if lines else 'it says nothing'}")

    def ask(self, *command):
        try:
            print(*command, file=self.process.stdin, flush=True)
        except BrokenPipeError as error:
            raise self.ended() from error
        return self.answer()

    def cpu_seconds(self):
        """What the processes of its session used so far."""
        return sum(seconds for session, seconds in processes() if session == self.process.pid)


def processes():
    """Session and CPU seconds of each process."""
    for stat in STAT.parent.glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        yield int(fields[3]), (int(fields[11]) + int(fields[12])) / TICKS


def busy_seconds():
    """What all processes used so far, on all CPUs: user, nice, system, interrupts and what other machines took."""
    user, nice, system, _, _, *others = map(int, STAT.read_text().split("\n")[0].split()[1:9])
    return (user + nice + system + sum(others)) / TICKS


class Results:
    """What one contender showed of one workload."""

    def __init__(self, prepared):
        self.parameters = int(prepared[6])
        self.first_loss = float(prepared[7])
        self.micros = []
        self.segments = 0
        self.disturbed = 0

    def add(self, micros, is_clean):
        self.micros = sorted(self.micros + micros)
        self.segments += 1
        self.disturbed += not is_clean

    def quantile(self, share):
        return self.micros[min(len(self.micros) - 1, int(share * len(self.micros)))]


def segment(contender, workload, options):
    """Samples of a segment and the share of the CPUs that others used meanwhile."""
    if not STAT.exists():
        return measured(contender, workload, options), 0.0
    start, busy, own = time.monotonic(), busy_seconds(), contender.cpu_seconds()
    micros = measured(contender, workload, options)
    foreign = (busy_seconds() - busy) - (contender.cpu_seconds() - own)
    return micros, max(0.0, foreign) / (time.monotonic() - start) / CPUS


def measured(contender, workload, options):
    return [float(word) for word in contender.ask("MEAS", workload, options.seconds)[2:]]


def cleanest_segment(contender, workload, options):
    """Samples of the first clean segment, or else of the least disturbed one, and whether it is clean."""
    best = ([], float("inf"))
    for attempt in range(options.tries):
        time.sleep(0 if attempt == 0 else options.pause)
        best = min(best, segment(contender, workload, options), key=lambda pair: pair[1])
        if best[1] <= options.limit:
            break
    return best[0], best[1] <= options.limit


def compare(workload, commands, options):
    """Results by contender; one that fails is reported and left out."""
    results, contenders, failed = {}, [], set()

    def attempt(action, contender):
        try:
            action(contender)
        except Failure as failure:
            report(f"{workload} {contender.name} failed: {failure}")
            failed.add(contender.name)

    def prepare(contender):
        contender.answer()
        results[contender.name] = Results(contender.ask("PREP", workload, options.warm))

    def measure(contender):
        results[contender.name].add(*cleanest_segment(contender, workload, options))

    try:
        for name, command in commands.items():
            contenders.append(Contender(name, command))
            attempt(prepare, contenders[-1])
        for turn in range(options.rounds):
            first = turn % len(contenders)
            for contender in contenders[first:] + contenders[:first]:
                if contender.name not in failed:
                    attempt(measure, contender)
    finally:
        for contender in contenders:
            contender.close()
    return {name: result for name, result in results.items() if name not in failed}


def report(line):
    print(line, file=sys.stderr, flush=True)


def check(workload, results):
    """Says what makes it doubtful that contenders computed the same."""
    if "haiku" not in results:
        return
    ours = results["haiku"]
    for name, theirs in results.items():
        if theirs.parameters != ours.parameters:
            report(f"{workload} {name}: {theirs.parameters} parameters, ours has {ours.parameters}")
        larger, smaller = sorted((abs(theirs.first_loss), abs(ours.first_loss)), reverse=True)
        if larger > UNLIKELY_RATIO * smaller:
            report(f"{workload} {name}: first loss {theirs.first_loss:.4g}, ours is {ours.first_loss:.4g}")


def microseconds(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(all_results, names):
    """The medians and their ratios as Markdown; a star marks figures with disturbed segments."""
    peers = [name for name in names if name != "haiku"]
    yield "| workload | " + " | ".join(names + [f"haiku / {peer}" for peer in peers]) + " |"
    yield "|---" * (1 + len(names) + len(peers)) + "|"
    for workload, results in all_results.items():
        medians = {name: result.quantile(0.5) for name, result in results.items()}
        stars = {name: "\\*" if result.disturbed else "" for name, result in results.items()}
        cells = [microseconds(medians[name]) + stars[name] if name in medians else "" for name in names]
        for peer in peers:
            is_known = "haiku" in medians and peer in medians
            cells.append(f"{medians['haiku'] / medians[peer]:.2f}" if is_known else "")
        yield f"| {workload} | " + " | ".join(cells) + " |"


def arguments():
    parser = argparse.ArgumentParser(description="Measures this library and others in turn.")
    parser.add_argument("workloads", nargs="*", default=["W*"], help="names or globs; W* by default")
    parser.add_argument("--with", dest="peers", default="jax,torch", help="contenders besides haiku (%(default)s)")
    parser.add_argument(
        "--python",
        default=os.environ.get("PYTHON", sys.executable),
        help="the Python that has the peers; $PYTHON by default, or the one that runs this",
    )
    parser.add_argument("--rounds", type=int, default=5, help="segments of each contender (%(default)s)")
    parser.add_argument("--seconds", type=float, default=0.6, help="length of a segment (%(default)s)")
    parser.add_argument("--warm", type=float, default=4, help="seconds of warming up (%(default)s)")
    parser.add_argument("--limit", type=float, default=0.05, help="share of the CPUs others may use (%(default)s)")
    parser.add_argument("--tries", type=int, default=5, help="how often a segment is measured at most (%(default)s)")
    parser.add_argument("--pause", type=float, default=1, help="seconds before another try (%(default)s)")
    options = parser.parse_args()
    if not shutil.which(options.python):
        parser.error(f"there is no {options.python}; name a Python with --python or $PYTHON")
    return options


def main():
    options = arguments()
    commands = {"haiku": [str(HERE / "run_haiku.sh")]}
    for peer in filter(None, options.peers.split(",")):
        commands[peer] = [options.python, str(HERE / f"contender_{peer}.py")]
    listed = subprocess.run([*commands["haiku"], "--list"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    chosen = [name for name in listed if any(fnmatch.fnmatchcase(name, glob) for glob in options.workloads)]
    all_results = {}
    for workload in chosen:
        results = all_results[workload] = compare(workload, commands, options)
        check(workload, results)
        for name, result in results.items():
            quantiles = " ".join(microseconds(result.quantile(share)) for share in (0.5, 0.1, 0.9))
            clean = result.segments - result.disturbed
            print(f"{workload} {name} {quantiles} ({clean} of {result.segments} segments clean)", flush=True)
    print("\n" + "\n".join(table(all_results, list(commands))))


if __name__ == "__main__":
    main()
