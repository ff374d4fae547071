package dev.haiku.examples.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One step of each workload, measured by JMH: {@code -Dexample=org.openjdk.jmh.Main -Dargs=StepBenchmark}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StepBenchmark {

    /** The name of the workload. */
    @Param({
        "W1.train.b128",
        "W1.train.b8",
        "W1.infer.b1",
        "W1.infer.b128",
        "W2.train",
        "W3.train",
        "W4.train",
        "W5.train",
        "W6.train",
        "W7.elem.1M",
        "W8.jit3",
        "W8.eager"
    })
    public String workload = "";

    private Workload prepared = () -> {};

    /** Makes the workload. */
    @Setup
    public void prepare() {
        var factory = Workloads.all().get(workload);
        if (factory == null) {
            throw new IllegalArgumentException("There is no workload " + workload + ".");
        }
        prepared = factory.get();
    }

    /** Runs one step. */
    @Benchmark
    public void step() {
        prepared.step();
    }
}
