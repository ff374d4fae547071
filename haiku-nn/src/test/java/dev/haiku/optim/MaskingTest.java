package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Params;
import dev.haiku.func.Func;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Transformations of some of the parameters. */
class MaskingTest {

    /** Any record will do as parameters. */
    private record Layers(Tensor w, List<Tensor> rest) {}

    private static final Layers ONES = new Layers(Tensor.of(1f), List.of(Tensor.of(1f, 1f), Tensor.of(1f)));

    private static final Params PARAMS = Params.of(Map.of(
            "mlp/~/linear_0", Map.of("w", Tensor.of(1f, 1f), "b", Tensor.of(1f)),
            "out", Map.of("w", Tensor.of(1f))));

    private static <P> List<Float> firsts(P tree) {
        return Trees.leaves(tree).stream().map(leaf -> leaf.toFloatArray()[0]).toList();
    }

    private static <P, S> P update(GradientTransformation<S> optimizer, P gradients) {
        return optimizer.update(gradients, optimizer.init(gradients), gradients).updates();
    }

    @Test
    void appliesToWhatTheMaskIncludesAndPassesTheRest() {
        var doubled = update(Optimizers.masked(Optimizers.scale(2), (name, p) -> name.endsWith("/w")), PARAMS);

        assertThat(doubled.get("mlp/~/linear_0", "w").toFloatArray()).containsExactly(2, 2);
        assertThat(doubled.get("mlp/~/linear_0", "b").item()).isEqualTo(1);
        assertThat(doubled.get("out", "w").item()).isEqualTo(2);
    }

    @Test
    void namesOfRecordsAreTheirSteps() {
        assertThat(firsts(update(
                        Optimizers.masked(Optimizers.scale(2), Mask.of(Map.of("w", true, "rest", false))), ONES)))
                .containsExactly(2f, 1f, 1f);
        assertThat(firsts(update(Optimizers.masked(Optimizers.scale(2), (name, p) -> name.equals("rest/1")), ONES)))
                .containsExactly(1f, 1f, 2f);
    }

    @Test
    void theLongestNameOfAPrefixMaskCounts() {
        var mask = Mask.of(Map.of("", false, "mlp", true, "mlp/~/linear_0/b", false));

        assertThat(mask.includes("mlp/~/linear_0/w", Tensor.of(1f))).isTrue();
        assertThat(mask.includes("mlp/~/linear_0/b", Tensor.of(1f))).isFalse();
        assertThat(mask.includes("out/w", Tensor.of(1f))).isFalse();
    }

    @Test
    void masksCombine() {
        Mask matrices = (name, p) -> p.rank() > 1;
        Mask weights = (name, p) -> name.endsWith("w");
        var vector = Tensor.of(1f);

        assertThat(matrices.not().includes("w", vector)).isTrue();
        assertThat(matrices.or(weights).includes("w", vector)).isTrue();
        assertThat(matrices.and(weights).includes("w", vector)).isFalse();
        assertThat(Mask.all().includes("b", vector)).isTrue();
        assertThat(Mask.none().includes("b", vector)).isFalse();
    }

    @Test
    void theStateHoldsOnlyWhatTheMaskIncludes() {
        var state = Optimizers.masked(Optimizers.trace(0.9, false), (name, p) -> name.endsWith("/w"))
                .init(PARAMS);

        var trace = (MaskedTree) States.get(state, TraceState.class).trace();

        assertThat(trace.names()).containsExactly("mlp/~/linear_0/w", "out/w");
        assertThat(trace.find("out/w")).isPresent();
        assertThat(trace.find("mlp/~/linear_0/b")).isEmpty();
        assertThat(trace).hasToString("MaskedTree[mlp/~/linear_0/w, out/w]");
    }

    @Test
    void masksNest() {
        var inner = Optimizers.masked(Optimizers.scale(2), (name, p) -> name.startsWith("out"));
        var both = Optimizers.masked(Optimizers.chain(inner, Optimizers.scale(3)), (name, p) -> name.endsWith("/w"));

        var scaled = update(both, PARAMS);

        assertThat(scaled.get("mlp/~/linear_0", "w").toFloatArray()).containsExactly(3, 3);
        assertThat(scaled.get("mlp/~/linear_0", "b").item()).isEqualTo(1);
        assertThat(scaled.get("out", "w").item()).isEqualTo(6);
    }

    @Test
    void maskedOptimisersCompile() {
        var optimizer = Optimizers.masked(Optimizers.adamw(0.1), (name, p) -> p.size() > 1);
        var step = Func.jit((Params p, MaskedState s) -> optimizer.update(p, s, p));

        var compiled = step.apply(PARAMS, optimizer.init(PARAMS)).updates();

        assertThat(firsts(compiled)).containsExactlyElementsOf(firsts(update(optimizer, PARAMS)));
    }

    @Test
    void decayMayLeaveBiasesOut() {
        var optimizer = Optimizers.chain(
                Optimizers.setToZero(), Optimizers.addDecayedWeights(0.5, (name, p) -> !name.endsWith("/b")));

        assertThat(firsts(update(optimizer, PARAMS))).containsExactly(0f, 0.5f, 0.5f);
    }

    @Test
    void groupsHaveTransformationsOfTheirOwn() {
        var optimizer = Optimizers.partition(
                Map.of("slow", Optimizers.scale(0.1), "fast", Optimizers.scale(10)),
                (name, p) -> name.startsWith("out") ? "fast" : "slow");

        assertThat(firsts(update(optimizer, PARAMS))).containsExactly(0.1f, 0.1f, 10f);
        assertThat(optimizer.init(PARAMS).innerStates()).containsOnlyKeys("fast", "slow");
    }

    @Test
    void frozenParametersStay() {
        Mask biases = (name, p) -> name.endsWith("/b");

        assertThat(firsts(update(Optimizers.freeze(biases), PARAMS))).containsExactly(0f, 1f, 1f);
        assertThat(firsts(update(Optimizers.selectiveTransform(Optimizers.scale(5), biases), PARAMS)))
                .containsExactly(0f, 5f, 5f);
    }

    @Test
    void flattenedTransformationsSeeOneVector() {
        var clip = Optimizers.flatten(Optimizers.clipByBlockRms(0.5));
        var params = List.of(Tensor.of(3f), Tensor.of(0f, 0f, 0f));

        assertThat(clip.update(params, clip.init(params)).updates().get(0).item())
                .isEqualTo(1);
    }

    @Nested
    class Rejects {

        @Test
        void parametersWithoutTransformation() {
            var optimizer = Optimizers.partition(Map.of("a", Optimizers.identity()), (name, p) -> "b");

            assertThatThrownBy(() -> optimizer.init(PARAMS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The parameter 'mlp/~/linear_0/b' has the label 'b', for which there is no"
                            + " transformation. There are [a].");
        }

        @Test
        void parametersThatAMaskDoesNotName() {
            var mask = Mask.of(Map.of("out", true));

            assertThatThrownBy(() -> Optimizers.freeze(mask).init(PARAMS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The mask says nothing about the parameter 'mlp/~/linear_0/b'. It has the names [out];"
                            + " the empty name stands for all.");
        }

        @Test
        void namesOfStatesThatThereAreNot() {
            var state = Optimizers.partition(Map.of("a", Optimizers.identity()), (name, p) -> "a")
                    .init(PARAMS);

            assertThatThrownBy(() -> state.get("b"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no label 'b'. There are [a].");
        }
    }
}
