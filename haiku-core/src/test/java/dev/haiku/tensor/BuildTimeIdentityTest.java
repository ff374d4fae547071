package dev.haiku.tensor;

import static dev.haiku.tensor.Recording.primitives;
import static dev.haiku.tensor.Recording.symbol;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BuildTimeIdentityTest {

    private static Arguments row(String name, UnaryOperator<Tensor> function) {
        return Arguments.of(name, function);
    }

    static Stream<Arguments> identities() {
        return Stream.of(
                row("cast", x -> x.cast(DType.F32)),
                row("bitcast", x -> Ops.bitcast(x, DType.F32)),
                row("reshape", x -> x.reshape(2, -1)),
                row("flatten", x -> Ops.flatten(x, 1, 1)),
                row("transpose", x -> x.transpose(0, 1)),
                row("swapAxes", x -> x.swapAxes(1, -1)),
                row("moveAxis", x -> x.moveAxis(-2, 0)),
                row("expandDims", x -> x.expandDims()),
                row("squeeze", x -> x.squeeze()),
                row("broadcastTo", x -> x.broadcastTo(2, 3)),
                row("broadcastArrays", x -> Ops.broadcastArrays(x, x).get(1)),
                row("concatenate", x -> Ops.concatenate(0, x)),
                row("split", x -> Ops.split(x, 1, 0).get(0)),
                row("slice", x -> x.slice(1, 0, 3)),
                row("get", x -> x.get()),
                row("roll", x -> Ops.roll(x, 6, 1)),
                row("pad", x -> Ops.pad(x, new int[2][2])),
                row("edge pad", x -> Ops.pad(x, new int[2][2], PadMode.EDGE)),
                row("sum", x -> x.sum(List.of(), Dims.DROP)),
                row("pow", x -> x.pow(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("identities")
    void bindsNothing(String name, UnaryOperator<Tensor> function) {
        var x = symbol(DType.F32, 2, 3);

        var ran = primitives(() -> {
            assertThat(function.apply(x)).isSameAs(x);
            return x;
        });

        assertThat(ran).isEmpty();
    }

    @Test
    void bindsOnePrimitiveForOperandsThatFit() {
        var x = symbol(DType.F32, 2, 3);

        assertThat(primitives(() -> x.add(x))).containsExactly("add");
    }

    @Test
    void broadcastsAScalarOnce() {
        var x = symbol(DType.F32, 2, 3);

        assertThat(primitives(() -> x.mul(0.5))).containsExactly("broadcast_in_dim", "mul");
    }

    @Test
    void needsNoBroadcastForAScalarAndANumber() {
        var x = symbol(DType.F32);

        assertThat(primitives(() -> x.mul(0.5))).containsExactly("mul");
    }

    @Test
    void reshapesAfterAReductionOnlyToKeepAxes() {
        var x = symbol(DType.F32, 2, 3);

        assertThat(primitives(() -> x.max(0))).containsExactly("reduce_max");
        assertThat(primitives(() -> x.max(0, Dims.KEEP))).containsExactly("reduce_max", "reshape");
    }

    @Test
    void contractsALayerWithoutTranspositions() {
        var x = symbol(DType.F32, 8, 4, 3);
        var w = symbol(DType.F32, 3, 5);

        assertThat(primitives(() -> x.matmul(w))).containsExactly("dot_general");
        assertThat(primitives(() -> x.dot(w))).containsExactly("dot_general");
        assertThat(primitives(() -> Ops.einsum("bti,io->bto", x, w))).containsExactly("dot_general");
    }

    @Test
    void pairsEqualBatchAxesDirectly() {
        var a = symbol(DType.F32, 8, 4, 3);
        var b = symbol(DType.F32, 8, 3, 5);

        assertThat(primitives(() -> a.matmul(b))).containsExactly("dot_general");
    }

    @Test
    void rectifiesWithOneComparisonAndOneChoice() {
        var x = symbol(DType.F32, 4);

        assertThat(primitives(() -> Nn.relu(x)))
                .containsExactly("broadcast_in_dim", "le", "broadcast_in_dim", "select");
    }

    @Test
    void countsKnownIndicesFromTheEndAtOnce() {
        var x = symbol(DType.F32, 4, 3);
        var start = symbol(DType.I32);

        assertThat(primitives(() -> Ops.dynamicIndexInAxis(x, Tensor.scalar(-1), 0)))
                .containsExactly("dynamic_slice", "reshape");
        assertThat(primitives(() -> Ops.dynamicSliceInAxis(x, start, 2, 0)))
                .containsExactly("lt", "add", "select", "dynamic_slice");
    }

    @Test
    void makesConstantsFromOneScalar() {
        assertThat(primitives(() -> Ops.zeros(2, 3))).containsExactly("broadcast_in_dim");
        assertThat(primitives(() -> Ops.zeros(Shape.SCALAR))).isEmpty();
        assertThat(primitives(() -> Ops.arange(5))).containsExactly("iota");
        assertThat(primitives(() -> Ops.eye(3))).containsExactly("iota", "iota", "eq", "cast");
    }
}
