package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures are NumPy's. */
class ReductionTest {

    private static final double NAN = Double.NaN;
    private static final Tensor MATRIX = Tensor.of(Shape.of(2, 3), 1f, 2, 3, 4, 5, 6);

    private static Arguments row(String name, UnaryOperator<Tensor> function, String type, double... expected) {
        return Arguments.of(name, function, type, expected);
    }

    static Stream<Arguments> reductions() {
        return Stream.of(
                row("sum", x -> x.sum(), "f32[]", 21),
                row("sum 0", x -> x.sum(0), "f32[3]", 5, 7, 9),
                row("sum -1", x -> x.sum(-1), "f32[2]", 6, 15),
                row("sum 1 0", x -> x.sum(1, 0), "f32[]", 21),
                row("sum kept", x -> x.sum(1, Dims.KEEP), "f32[2, 1]", 6, 15),
                row("sum of a list", x -> x.sum(List.of(0, -1), Dims.KEEP), "f32[1, 1]", 21),
                row("sum over no axis", x -> x.sum(List.of(), Dims.DROP), "f32[2, 3]", 1, 2, 3, 4, 5, 6),
                row("prod", x -> x.prod(1), "f32[2]", 6, 120),
                row("mean", x -> x.mean(), "f32[]", 3.5),
                row("mean 0", x -> x.mean(0), "f32[3]", 2.5, 3.5, 4.5),
                row("mean kept", x -> x.mean(List.of(-2), Dims.KEEP), "f32[1, 3]", 2.5, 3.5, 4.5),
                row("max", x -> x.max(0), "f32[3]", 4, 5, 6),
                row("min", x -> x.min(1, Dims.KEEP), "f32[2, 1]", 1, 4),
                row("var", x -> x.var(0), "f32[3]", 2.25, 2.25, 2.25),
                row("var ddof", x -> Ops.var(x, List.of(1), Dims.DROP, 1), "f32[2]", 1, 1),
                row("std", x -> x.std(), "f32[]", 1.7078251),
                row("std ddof", x -> Ops.std(x, List.of(1), Dims.DROP, 1), "f32[2]", 1, 1),
                row("logsumexp", x -> x.logsumexp(1), "f32[2]", 3.407606, 6.407606),
                row("logsumexp kept", x -> x.logsumexp(1, Dims.KEEP), "f32[2, 1]", 3.407606, 6.407606),
                row("norm", x -> x.norm(), "f32[]", 9.539392),
                row("norm 1", x -> x.norm(1), "f32[2]", 3.7416574, 8.7749644),
                row("all", x -> x.sub(1).all(1), "bool[2]", 0, 1),
                row("any", x -> x.gt(3).any(-1), "bool[2]", 0, 1),
                row("countNonzero", x -> Ops.countNonzero(x.sub(1), 1), "i32[2]", 2, 3),
                row("argmax", x -> x.argmax(), "i32[]", 5),
                row("argmax 0", x -> x.argmax(0), "i32[3]", 1, 1, 1),
                row("argmax kept", x -> x.argmax(-1, Dims.KEEP), "i32[2, 1]", 2, 2),
                row("argmin dropped", x -> x.argmin(-1, Dims.DROP), "i32[2]", 0, 0),
                row("argmin kept", x -> x.argmin(0, Dims.KEEP), "i32[1, 3]", 0, 0, 0),
                row("argmin -1", x -> x.argmin(-1), "i32[2]", 0, 0),
                row("argmin", x -> x.neg().argmin(), "i32[]", 5),
                row("cumsum", x -> x.cumsum(1), "f32[2, 3]", 1, 3, 6, 4, 9, 15),
                row("cumsum back", x -> Ops.cumsum(x, 1, true), "f32[2, 3]", 6, 5, 3, 15, 11, 6),
                row("cumprod", x -> x.cumprod(-2), "f32[2, 3]", 1, 2, 3, 4, 10, 18),
                row("cumprod back", x -> Ops.cumprod(x, 0, true), "f32[2, 3]", 4, 10, 18, 4, 5, 6),
                row("cummax", x -> Ops.cummax(x.neg(), 1), "f32[2, 3]", -1, -1, -1, -4, -4, -4),
                row("cummax back", x -> Ops.cummax(x, 1, true), "f32[2, 3]", 3, 3, 3, 6, 6, 6),
                row("cummin", x -> Ops.cummin(x, 1), "f32[2, 3]", 1, 1, 1, 4, 4, 4),
                row("cummin back", x -> Ops.cummin(x.neg(), 1, true), "f32[2, 3]", -3, -3, -3, -6, -6, -6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reductions")
    void combinesElements(String name, UnaryOperator<Tensor> function, String type, double[] expected) {
        assertTensor(function.apply(MATRIX), type, expected);
    }

    @Test
    void passesNaNThroughExtremes() {
        var x = Tensor.of(1f, Float.NaN, 3f);

        assertTensor(x.max(), "f32[]", NAN);
        assertTensor(x.min(), "f32[]", NAN);
        assertTensor(x.argmax(), "i32[]", 1);
        assertTensor(x.argmin(), "i32[]", 1);
    }

    @Test
    void findsTheFirstOfEqualExtremes() {
        assertTensor(Tensor.of(1, 3, 3, 1).argmax(), "i32[]", 1);
        assertTensor(Tensor.of(3, 1, 1, 3).argmin(), "i32[]", 1);
    }

    @Test
    void reducesNothingToTheNeutralElement() {
        var x = Ops.zeros(0, 2);

        assertTensor(x.sum(0), "f32[2]", 0, 0);
        assertTensor(x.prod(0), "f32[2]", 1, 1);
        assertTensor(x.mean(0), "f32[2]", NAN, NAN);
        assertTensor(x.all(), "bool[]", 1);
        assertTensor(x.any(), "bool[]", 0);
        assertTensor(x.max(1), "f32[0]");
        assertTensor(x.cumsum(0), "f32[0, 2]");
    }

    @Test
    void reducesAScalarToItself() {
        var x = Tensor.scalar(3.0);

        assertTensor(x.sum(), "f32[]", 3);
        assertTensor(x.mean(), "f32[]", 3);
        assertTensor(x.max(), "f32[]", 3);
        assertTensor(x.var(), "f32[]", 0);
        assertTensor(x.argmax(), "i32[]", 0);
    }

    @Test
    void combinesTruthValues() {
        var x = Tensor.of(true, false, true);

        assertTensor(x.sum(), "i32[]", 2);
        assertTensor(x.prod(), "i32[]", 0);
        assertTensor(x.mean(), "f32[]", 2 / 3.0);
        assertTensor(x.max(), "bool[]", 1);
        assertTensor(x.min(), "bool[]", 0);
        assertTensor(x.cumsum(0), "i32[3]", 1, 1, 2);
    }

    @Test
    void addsSmallIntegersWithoutOverflow() {
        assertTensor(Tensor.of(127, 1).cast(DType.I8).sum(), "i32[]", 128);
        assertTensor(Tensor.of(255, 1).cast(DType.U8).sum(), "u32[]", 256);
    }

    @Test
    void averagesHalfPrecisionInSinglePrecision() {
        var x = Ops.full(Shape.of(100), 1000.0, DType.F16);

        assertTensor(x.mean(), "f16[]", 1000);
        assertTensor(x.var(), "f16[]", 0);
    }
}
