package dev.haiku.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions under transformations of transformations; the rules alone have generic tests. */
class ConvolutionNestingTest {

    private static final int SIZE = 3;

    private static Tensor random(int seed, Shape shape) {
        var random = new SplittableRandom(seed);
        return Tensor.of(HostArray.fromDoubles(DType.F64, shape, i -> random.nextDouble(-1, 1)));
    }

    private static Arguments row(String name, Shape x, Shape w, UnaryOperator<ConvOptions> edit) {
        BiFunction<Tensor, Tensor, Tensor> loss = (input, kernel) ->
                Ops.convGeneralDilated(input, kernel, edit).square().sum();
        return Arguments.of(
                name,
                random(1, Shape.of(SIZE).concat(x)),
                random(2, Shape.of(SIZE).concat(w)),
                loss);
    }

    private static ConvOptions last(ConvOptions options) {
        return options.dimensions("NHWC", "HWIO", "NHWC");
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                row("same", Shape.of(2, 5, 4, 3), Shape.of(3, 3, 3, 2), o -> last(o).padding(Padding.SAME)),
                row("strided", Shape.of(2, 5, 6, 3), Shape.of(3, 2, 3, 2), o -> last(o).strides(2)),
                row(
                        "dilated",
                        Shape.of(1, 6, 6, 2),
                        Shape.of(2, 2, 2, 3),
                        o -> last(o).rhsDilation(2).lhsDilation(2, 1)),
                row("channels first", Shape.of(2, 3, 5, 4), Shape.of(2, 3, 3, 3), o -> o.padding(Padding.of(1, 0))),
                row("groups", Shape.of(2, 4, 4, 6), Shape.of(2, 2, 2, 6), o -> last(o).featureGroups(3)),
                row("depthwise", Shape.of(2, 4, 4, 8), Shape.of(3, 3, 1, 8), o -> last(o).featureGroups(8)),
                row("batch groups", Shape.of(4, 4, 4, 2), Shape.of(2, 2, 2, 6), o -> last(o).batchGroups(2)));
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.type()).isEqualTo(expected.type());
        assertThat(actual.toDoubleArray()).usingComparatorWithPrecision(1e-9).containsExactly(expected.toDoubleArray());
    }

    private static Tensor each(BiFunction<Tensor, Tensor, Tensor> f, Tensor xs, Tensor ws) {
        return Ops.stack(
                IntStream.range(0, SIZE)
                        .mapToObj(i -> f.apply(xs.get(i), ws.get(i)))
                        .toList(),
                0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void gradientsOfMappedConvolutionsAreTheGradientsOfEach(
            String name, Tensor xs, Tensor ws, BiFunction<Tensor, Tensor, Tensor> loss) {
        var byInput = Func.grad(loss);
        BiFunction<Tensor, Tensor, Tensor> byKernel =
                (x, w) -> Func.grad((Tensor kernel) -> loss.apply(x, kernel)).apply(w);

        assertClose(Func.vmap(byInput).apply(xs, ws), each(byInput, xs, ws));
        assertClose(Func.vmap(byKernel).apply(xs, ws), each(byKernel, xs, ws));
        assertClose(
                Func.grad((Tensor all) -> Func.vmap(loss).apply(all, ws).sum()).apply(xs), each(byInput, xs, ws));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void compiledHessianVectorProductsAreTheEagerOnes(
            String name, Tensor xs, Tensor ws, BiFunction<Tensor, Tensor, Tensor> loss) {
        BiFunction<Tensor, Tensor, Tensor> product =
                (x, w) -> Func.jvp(Func.grad((Tensor kernel) -> loss.apply(x, kernel)), w, Ops.onesLike(w))
                        .tangent();

        assertClose(Func.jit(Func.vmap(product)).apply(xs, ws), each(product, xs, ws));
    }

    @Test
    void mapsOverNothing() {
        var xs = Tensor.of(Shape.of(0, 2, 1, 4), new float[0]);
        var w = Ops.ones(3, 1, 2);

        assertThat(Func.vmap((Tensor x) -> Ops.conv(x, w, List.of(1), Padding.VALID))
                        .apply(xs)
                        .type())
                .hasToString("f32[0, 2, 3, 3]");
    }
}
