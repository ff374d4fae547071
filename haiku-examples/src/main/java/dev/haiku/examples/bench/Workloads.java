package dev.haiku.examples.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The workloads by name. */
final class Workloads {

    private static final Map<String, Supplier<Workload>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("W1.train.b128", () -> MlpWorkloads.training(128));
        ALL.put("W1.train.b8", () -> MlpWorkloads.training(8));
        ALL.put("W1.infer.b1", () -> MlpWorkloads.inference(1));
        ALL.put("W1.infer.b128", () -> MlpWorkloads.inference(128));
        ALL.put("W8.jit3", SmallWorkloads::jittedCall);
        ALL.put("W8.eager", SmallWorkloads::eagerAddition);
    }

    private Workloads() {}

    /** {@return all workloads, in order} */
    static Map<String, Supplier<Workload>> all() {
        return ALL;
    }
}
