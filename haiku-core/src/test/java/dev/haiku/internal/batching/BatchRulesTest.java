package dev.haiku.internal.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.HostArray;
import dev.haiku.ir.Call;
import dev.haiku.ir.Collective;
import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.Custom;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.PrimitiveCase;
import dev.haiku.ir.Structural.Iota;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchRulesTest {

    private static final int SIZE = 3;
    private static final double RELATIVE_ERROR = 1e-5; // products sum in another order when they are batched

    /** Has no operands, so it is never mapped; or is batched in ControlBatching, since not all its results get mapped. */
    private static final List<Class<?>> WITHOUT_ROW = List.of(
            Iota.class,
            Collective.AxisIndex.class,
            Call.class,
            ControlFlow.Scan.class,
            ControlFlow.While.class,
            ControlFlow.Cond.class,
            Custom.CustomJvpCall.class,
            Custom.CustomVjpCall.class);

    static Stream<PrimitiveCase> cases() {
        return PrimitiveCase.all().stream().filter(row -> !row.inputTypes().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doToAllIndicesWhatThePrimitiveDoesToEach(PrimitiveCase row) {
        for (var mapped : masks(row.inputTypes().size())) {
            var perIndex = operandsOfEachIndex(row, mapped);

            var batched = Batching.map(SIZE, stack(perIndex, mapped), mapped, in -> Ops.bindAll(row.op(), in));

            for (int index = 0; index < SIZE; index++) {
                var alone = Ops.bindAll(row.op(), perIndex.get(index));
                for (int k = 0; k < alone.size(); k++) {
                    assertClose(batched.get(k).get(index), alone.get(k), row + " with mapped operands " + mapped);
                }
            }
        }
    }

    /** Each operand alone, and all together. */
    private static List<List<Boolean>> masks(int operands) {
        List<List<Boolean>> masks = new ArrayList<>();
        for (int only = 0; only < operands; only++) {
            int one = only;
            masks.add(IntStream.range(0, operands).mapToObj(i -> i == one).toList());
        }
        masks.add(IntStream.range(0, operands).mapToObj(i -> true).toList());
        return masks;
    }

    private static List<List<Tensor>> operandsOfEachIndex(PrimitiveCase row, List<Boolean> mapped) {
        var shared = row.inputs(0);
        return IntStream.range(0, SIZE)
                .mapToObj(index -> {
                    var own = row.inputs(index + 1);
                    return IntStream.range(0, mapped.size())
                            .mapToObj(i -> Tensor.of(mapped.get(i) ? own.get(i) : shared.get(i)))
                            .toList();
                })
                .toList();
    }

    private static List<Tensor> stack(List<List<Tensor>> perIndex, List<Boolean> mapped) {
        return IntStream.range(0, mapped.size())
                .mapToObj(i -> mapped.get(i)
                        ? Ops.stack(
                                perIndex.stream()
                                        .map(operands -> operands.get(i))
                                        .toList(),
                                0)
                        : perIndex.get(0).get(i))
                .toList();
    }

    private static void assertClose(Tensor actual, Tensor expected, String what) {
        assertThat(actual.type()).as(what).isEqualTo(expected.type());
        HostArray got = actual.toHost();
        HostArray wanted = expected.toHost();
        for (int i = 0; i < wanted.size(); i++) {
            double a = got.getDouble(i);
            double b = wanted.getDouble(i);
            boolean same = Double.compare(a, b) == 0 || a == b;
            boolean near = Math.abs(a - b) <= RELATIVE_ERROR * (1 + Math.abs(b));
            assertThat(same || near).as("%s at %s: %s and %s", what, i, a, b).isTrue();
        }
    }

    @Test
    void existForEveryPrimitive() {
        assertThat(records(Primitive.class))
                .allSatisfy(primitive -> assertThat(BatchRules.has(primitive))
                        .as(primitive.getSimpleName())
                        .isEqualTo(!WITHOUT_ROW.contains(primitive)));
    }

    @SuppressWarnings("unchecked") // the permitted subclasses of a primitive are primitives
    private static List<Class<? extends Primitive>> records(Class<? extends Primitive> root) {
        if (root.isRecord()) {
            return List.of(root);
        }
        List<Class<? extends Primitive>> found = new ArrayList<>();
        for (var permitted : root.getPermittedSubclasses()) {
            found.addAll(records((Class<? extends Primitive>) permitted));
        }
        return found;
    }
}
