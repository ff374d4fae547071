package dev.haiku.examples.bench;

import dev.haiku.tensor.Nn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The workloads by name. */
final class Workloads {

    private static final Map<String, Supplier<Workload>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("W1.train.b128", () -> ModelWorkloads.perceptronTraining(128));
        ALL.put("W1.train.b8", () -> ModelWorkloads.perceptronTraining(8));
        ALL.put("W1.infer.b1", () -> ModelWorkloads.perceptronInference(1));
        ALL.put("W1.infer.b128", () -> ModelWorkloads.perceptronInference(128));
        ALL.put("W2.train", ModelWorkloads::convolutionalTraining);
        ALL.put("W2.infer", ModelWorkloads::convolutionalInference);
        ALL.put("W3.train", ModelWorkloads::residualTraining);
        ALL.put("W3.infer", ModelWorkloads::residualInference);
        ALL.put("W4.train", ModelWorkloads::recurrentTraining);
        ALL.put("W4.infer", ModelWorkloads::recurrentInference);
        ALL.put("W5.train", ModelWorkloads::transformerTraining);
        ALL.put("W5.infer", ModelWorkloads::transformerInference);
        ALL.put("W6.train", ModelWorkloads::actorCriticTraining);
        ALL.put("W7.elem.1M", () -> ArrayWorkloads.elementwise(1 << 20));
        ALL.put("W7.elem.10k", () -> ArrayWorkloads.elementwise(10_000));
        ALL.put("W7.softmax", () -> ArrayWorkloads.ofMatrix(Nn::softmax));
        ALL.put("W7.layernorm", ArrayWorkloads::layerNorm);
        ALL.put("W7.gelu", () -> ArrayWorkloads.ofMatrix(Nn::gelu));
        ALL.put("W7.sum_rows", () -> ArrayWorkloads.ofMatrix(x -> x.sum(1)));
        ALL.put("W7.sum_cols", () -> ArrayWorkloads.ofMatrix(x -> x.sum(0)));
        ALL.put("W8.jit3", SmallWorkloads::jittedCall);
        ALL.put("W8.eager", SmallWorkloads::eagerAddition);
        ALL.put("P.mm256", () -> ArrayWorkloads.product(256));
        ALL.put("P.mm1024", () -> ArrayWorkloads.product(1024));
    }

    private Workloads() {}

    /** {@return all workloads, in order} */
    static Map<String, Supplier<Workload>> all() {
        return ALL;
    }
}
