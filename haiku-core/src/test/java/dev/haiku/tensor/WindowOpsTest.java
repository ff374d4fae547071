package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.ir.Window.Combine;
import dev.haiku.tensor.Padding.PadPair;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures are those of {@code lax.reduce_window}. */
class WindowOpsTest {

    private static final List<Integer> PIXELS = List.of(1, 2, 2, 1);
    private static final UnaryOperator<WindowOptions> HALVED = o -> o.strides(1, 2, 2, 1);

    private static Arguments row(
            String name, Combine combine, int size, UnaryOperator<WindowOptions> edit, double... expected) {
        return Arguments.of(name, combine, size, edit, expected);
    }

    static Stream<Arguments> windows() {
        return Stream.of(
                row("sum", Combine.SUM, 2, o -> o, 3, 5, 7),
                row("product", Combine.PROD, 3, o -> o, 6, 24),
                row("maximum", Combine.MAX, 2, o -> o.strides(2), 2, 4),
                row("minimum", Combine.MIN, 2, o -> o.strides(List.of(3)), 1),
                row("same", Combine.SUM, 3, o -> o.padding(Padding.SAME), 3, 6, 9, 7),
                row("same with strides", Combine.SUM, 3, o -> o.strides(2).padding(Padding.SAME), 6, 7),
                row("same from below", Combine.SUM, 2, o -> o.padding(Padding.SAME_LOWER), 1, 3, 5, 7),
                row("padded", Combine.MAX, 2, o -> o.padding(Padding.of(1, 0)), 1, 2, 3, 4),
                row("cropped", Combine.SUM, 2, o -> o.padding(Padding.of(-1, 0)), 5, 7),
                row("dilated windows", Combine.SUM, 2, o -> o.windowDilation(2), 4, 6),
                row(
                        "dilated windows, same",
                        Combine.SUM,
                        2,
                        o -> o.windowDilation(2).padding(Padding.SAME),
                        2,
                        4,
                        6,
                        3),
                row("dilated tensor", Combine.SUM, 2, o -> o.baseDilation(List.of(2)), 1, 2, 2, 3, 3, 4),
                row(
                        "dilated both",
                        Combine.SUM,
                        2,
                        o -> o.strides(2)
                                .baseDilation(3)
                                .windowDilation(List.of(2))
                                .padding(Padding.of(2, -1)),
                        1,
                        1,
                        0,
                        3,
                        3),
                row("too large", Combine.SUM, 5, o -> o));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("windows")
    void combinesTheElementsOfWindows(
            String name, Combine combine, int size, UnaryOperator<WindowOptions> edit, double[] expected) {
        var x = Tensor.of(1f, 2f, 3f, 4f);

        var result = Ops.reduceWindow(x, combine, List.of(size), edit);

        assertTensor(result, "f32[" + expected.length + "]", expected);
    }

    @Test
    void movesByOneWithinTheTensorUnlessToldOtherwise() {
        assertTensor(Ops.reduceWindow(Tensor.of(1, 5, 3), Combine.MAX, List.of(2)), "i32[2]", 5, 5);
    }

    @Test
    void takesWhatIsOutsideForTheExtremeOfTheType() {
        var outside = Padding.of(3, 0);

        assertTensor(
                Ops.reduceWindow(Tensor.of(1f, 2f), Combine.MAX, List.of(2), o -> o.padding(outside)),
                "f32[4]",
                Double.NEGATIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                1,
                2);
        assertTensor(
                Ops.reduceWindow(Tensor.of(1, 2).cast(DType.I8), Combine.MIN, List.of(2), o -> o.padding(outside)),
                "i8[4]",
                127,
                127,
                1,
                1);
    }

    @Test
    void passesNaNOn() {
        var x = Tensor.of(1f, Float.NaN, 3f, 2f);

        assertTensor(Ops.reduceWindow(x, Combine.MAX, List.of(2)), "f32[3]", Double.NaN, Double.NaN, 3);
    }

    @Test
    void poolsImages() {
        var x = Ops.reshape(Ops.arange(2 * 3 * 4).cast(DType.F32), 1, 3, 4, 2);

        var largest = Ops.reduceWindow(x, Combine.MAX, PIXELS, HALVED);
        var same = Ops.reduceWindow(
                x, Combine.SUM, PIXELS, o -> o.strides(1, 2, 2, 1).padding(Padding.SAME));
        var counts = Ops.reduceWindow(
                Ops.onesLike(x), Combine.SUM, PIXELS, o -> o.strides(1, 2, 2, 1).padding(Padding.SAME));

        assertTensor(largest, "f32[1, 1, 2, 2]", 10, 11, 14, 15);
        assertTensor(same.div(counts), "f32[1, 2, 2, 2]", 5, 6, 9, 10, 17, 18, 21, 22);
    }

    @Test
    void spreadsGradientsOfPools() {
        var x = Ops.reshape(Tensor.of(1.0, 2, 2, 0, 5, 5), 1, 2, 3, 1);
        var averages = Func.grad((Tensor t) -> Ops.reduceWindow(t, Combine.SUM, PIXELS)
                .mul(Tensor.of(Shape.of(1, 1, 2, 1), 1.0, 10.0))
                .sum());
        var largest = Func.grad((Tensor t) -> Ops.reduceWindow(t, Combine.MAX, PIXELS)
                .mul(Tensor.of(Shape.of(1, 1, 2, 1), 1.0, 10.0))
                .sum());

        assertTensor(averages.apply(x), "f64[1, 2, 3, 1]", 1, 11, 10, 1, 11, 10);
        assertTensor(largest.apply(x), "f64[1, 2, 3, 1]", 0, 0, 0, 0, 11, 0);
    }

    @Test
    void worksInsideAllTransformations() {
        UnaryOperator<Tensor> pool = t -> Ops.reduceWindow(
                t, Combine.MAX, List.of(3, 2), o -> o.strides(2, 1).padding(Padding.SAME));
        var slope = Func.grad((Tensor t) -> pool.apply(t).square().sum());
        var images = Ops.sin(Ops.reshape(Ops.arange(3 * 5 * 4).cast(DType.F64).mul(7), 3, 5, 4));

        var eager = Ops.stack(Ops.unstack(images, 0).stream().map(slope).toList(), 0);
        var jitted = Func.jit(Func.vmap(slope)).apply(images);

        assertThat(jitted.toDoubleArray()).containsExactly(eager.toDoubleArray());
    }

    static Stream<Arguments> misuse() {
        var x = Ops.zeros(Shape.of(4, 5));
        var two = List.of(2, 2);
        return Stream.of(
                Arguments.of(
                        (Runnable) () -> Ops.reduceWindow(x, Combine.SUM, List.of(2)),
                        "reduceWindow: needs a window size for each axis of shape [4, 5], but got [2]."
                                + " Windows have size 1 along batch and channels."),
                Arguments.of(
                        (Runnable) () -> Ops.reduceWindow(x, Combine.SUM, two, o -> o.strides(1, 2, 3)),
                        "Got 3 strides, [1, 2, 3], for 2 spatial axes. Give one for each, or one for all."),
                Arguments.of(
                        (Runnable) () -> Ops.reduceWindow(
                                x,
                                Combine.SUM,
                                two,
                                o -> o.padding(Padding.of(PadPair.NONE, PadPair.NONE, PadPair.NONE))),
                        "Got 3 paddings, [(0, 0), (0, 0), (0, 0)], for 2 spatial axes. Give one for each, or one for all."),
                Arguments.of(
                        (Runnable) () -> Ops.reduceWindow(x, Combine.MAX, two, o -> o.strides(0)),
                        "reduce_window_max: needs sizes, strides and dilations >= 1, but got [2, 2], [0, 0], [1, 1] and [1, 1]."),
                Arguments.of(
                        (Runnable) () -> Ops.reduceWindow(x, Combine.MAX, List.of(0, 2), o -> o.padding(Padding.SAME)),
                        "reduce_window_max: needs sizes, strides and dilations >= 1, but got [0, 2], [1, 1], [1, 1] and [1, 1]."),
                Arguments.of(
                        (Runnable) () -> Ops.reduceWindow(x.gt(0), Combine.MAX, two),
                        "reduce_window_max: needs numeric operands, but got bool[4, 5]."));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("misuse")
    void saysWhatIsWrong(Runnable body, String message) {
        assertThatThrownBy(body::run).isInstanceOf(ShapeException.class).hasMessage(message);
    }
}
