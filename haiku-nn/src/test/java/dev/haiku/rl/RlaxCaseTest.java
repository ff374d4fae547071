package dev.haiku.rl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Config;
import dev.haiku.array.DType;
import dev.haiku.func.Func;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every function: compiled or not, mapped or in a loop, in one precision or the other. */
class RlaxCaseTest {

    private static final int BATCH = 3;

    /** Functions that make others, whose tests are rows of their own names or {@link RlaxTest}'s. */
    private static final Set<String> ELSEWHERE = Set.of(
            "computeParametricKlPenaltyAndDualLoss",
            "conditionalUpdate",
            "mpoComputeWeightsAndTemperatureLoss",
            "pop",
            "treeFn",
            "treeSplitKey",
            "vmpoComputeWeightsAndTemperatureLoss");

    static List<RlaxCase> cases() {
        return RlaxCases.all();
    }

    @Test
    void everyFunctionHasARow() {
        var rows =
                cases().stream().map(row -> row.name().split("[.(]")[0]).collect(Collectors.toCollection(TreeSet::new));
        rows.addAll(ELSEWHERE);

        var functions = Arrays.stream(Rlax.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(method -> method.getName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rows).containsExactlyElementsOf(functions);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameWhenCompiled(RlaxCase row) {
        var inputs = row.inputs(1);

        var eager = leaves(row).apply(inputs);
        var compiled = Func.jit(leaves(row)).apply(inputs);

        assertClose(compiled, eager);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void promotesNoRanksOnItsOwn(RlaxCase row) {
        var inputs = row.inputs(4);

        var strict =
                Config.with(c -> c.strictRankPromotion(true), () -> leaves(row).apply(inputs));

        assertClose(strict, leaves(row).apply(inputs));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void vmapIsALoop(RlaxCase row) {
        var inputs = row.inputs(2, BATCH);

        var mapped = Func.vmap(leaves(row)).apply(inputs);

        for (int i = 0; i < BATCH; i++) {
            int index = i;
            var one = leaves(row).apply(inputs.stream().map(x -> x.get(index)).toList());
            assertClose(mapped.stream().map(x -> x.get(index)).toList(), one);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsDoublePrecision(RlaxCase row) {
        var inputs = row.inputs(3).stream()
                .map(x -> x.dtype().isFloating() ? x.cast(DType.F64) : x)
                .toList();
        if (inputs.stream().noneMatch(x -> x.dtype().isFloating())) {
            return;
        }

        var results = leaves(row).apply(inputs);

        assertThat(results.stream().map(Tensor::dtype).filter(DType::isFloating))
                .allMatch(dtype -> dtype == DType.F64);
    }

    private static Function<List<Tensor>, List<Tensor>> leaves(RlaxCase row) {
        return inputs -> new ArrayList<>(Trees.leaves(row.run().apply(inputs)));
    }

    private static void assertClose(List<Tensor> actual, List<Tensor> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            var a = actual.get(i);
            var b = expected.get(i);
            assertThat(a.type()).isEqualTo(b.type());
            var same = a.eq(b).or(a.sub(b).abs().le(b.abs().mul(1e-5).add(1e-5)));
            assertThat(same.all().itemBoolean())
                    .as("%s and %s", a.toHost(), b.toHost())
                    .isTrue();
        }
    }
}
