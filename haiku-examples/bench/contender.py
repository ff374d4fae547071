"""The side of a contender in a comparison, in Python; Contender.java is the same for this library and describes the protocol."""

import fnmatch
import gc
import statistics
import sys
import time

WARM_SECONDS = 4
SAMPLE_SECONDS = 3
SHORTEST_SAMPLE = 300e-6
LONG_ENOUGH_BITE = 2e-3
LARGEST_BITE = 4096


class Workload:
    """Something to be measured: `step` returns when its result is there."""

    def __init__(self, step, parameters=-1, loss=lambda: float("nan")):
        self.step = step
        self.parameters = parameters
        self.loss = loss


class Measurement:
    """A workload that has been prepared and warmed up, with what that took."""

    def __init__(self, make, warm_seconds):
        start = time.perf_counter()
        self.workload = make()
        made = time.perf_counter()
        self.workload.step()
        stepped = time.perf_counter()
        self.setup_millis = (made - start) * 1e3
        self.first_millis = (stepped - made) * 1e3
        self.first_loss = self.workload.loss()
        self.warm_steps = 1
        bite = 1
        while time.perf_counter() < stepped + warm_seconds or self.warm_steps < 3:
            seconds = self._time(bite)
            self.warm_steps += bite
            if seconds < LONG_ENOUGH_BITE and bite < LARGEST_BITE:
                bite *= 2
        self.steps_per_sample = max(1, int(SHORTEST_SAMPLE * bite / max(self._time(bite), 1e-9)) + 1)

    def _time(self, steps):
        step = self.workload.step
        start = time.perf_counter()
        for _ in range(steps):
            step()
        return time.perf_counter() - start

    def sample(self, seconds):
        """Microseconds of a step, sample by sample, sorted. Python's collector waits until the end."""
        micros = []
        gc.collect()
        gc.disable()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or len(micros) < 3:
            micros.append(self._time(self.steps_per_sample) * 1e6 / self.steps_per_sample)
        gc.enable()
        return sorted(micros)


def quantile(ordered, share):
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main(name, workloads):
    """Runs a contender: [name or glob ...] | --list | --serve; `workloads` maps names to functions that make them."""
    words = sys.argv[1:]
    if "--list" in words:
        print("\n".join(workloads))
    elif "--serve" in words:
        _serve(workloads)
    else:
        for workload, make in workloads.items():
            if not words or any(fnmatch.fnmatchcase(workload, word) for word in words):
                measurement = Measurement(make, WARM_SECONDS)
                micros = measurement.sample(SAMPLE_SECONDS)
                print(
                    f"{workload} {name} {statistics.median(micros):.2f} {quantile(micros, 0.1):.2f} "
                    f"{quantile(micros, 0.9):.2f} {len(micros) * measurement.steps_per_sample}",
                    flush=True,
                )


def _serve(workloads):
    prepared = {}
    _answer("READY")
    for line in sys.stdin:
        words = line.split()
        if words == ["QUIT"]:
            return
        try:
            _answer(_reply(words, workloads, prepared))
        except Exception as error:  # whatever it is, the driver goes on with the others
            _answer(f"FAIL {words[1] if len(words) > 1 else '-'} {type(error).__name__}: {error}")


def _reply(words, workloads, prepared):
    command = words[0] if words else ""
    if command == "LIST":
        return "LIST " + " ".join(workloads)
    if command == "PREP":
        done = prepared[words[1]] = Measurement(workloads[words[1]], float(words[2]))
        return (
            f"PREP {words[1]} {done.setup_millis:.3f} {done.first_millis:.3f} {done.warm_steps} {done.steps_per_sample} "
            f"{done.workload.parameters} {done.first_loss:.7g} {done.workload.loss():.7g}"
        )
    if command == "MEAS":
        micros = prepared[words[1]].sample(float(words[2]))
        return f"SAMPLES {words[1]} " + " ".join(f"{m:.3f}" for m in micros)
    return f"FAIL - unknown command {command}"


def _answer(text):
    sys.stdout.write("@@" + text.replace("\n", " ") + "\n")
    sys.stdout.flush()
