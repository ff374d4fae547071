package dev.haiku.tensor;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the table of functions cannot say: other element types, extremes, empty tensors, how much is computed. */
class FunctionValuesTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void splitsTheSmallestAndLargestNumbers() {
        var x = Tensor.of(Double.MIN_VALUE, -Double.MAX_VALUE, 1.0);

        var parts = Ops.frexp(x);

        assertTensor(parts.mantissa(), "f64[3]", 0.5, -1, 0.5);
        assertTensor(parts.exponent(), "i32[3]", -1073, 1024, 1);
        assertTensor(Ops.ldexp(parts.mantissa(), parts.exponent()).eq(x), "bool[3]", 1, 1, 1);
    }

    @Test
    void splitsSubnormalNumbers() {
        var parts = Ops.frexp(Tensor.of(Float.MIN_VALUE, 0x1p-130f));

        assertTensor(parts.mantissa(), "f32[2]", 0.5, 0.5);
        assertTensor(parts.exponent(), "i32[2]", -148, -129);
    }

    @Test
    void scalesByAnyPowerOfTwo() {
        var x = Tensor.of(1f, 1f, Float.MIN_VALUE, Float.MAX_VALUE);

        assertTensor(
                Ops.ldexp(x, Tensor.of(1000, -1000, 276, -276)),
                "f32[4]",
                INF,
                0,
                0x1p127,
                Math.scalb((double) Float.MAX_VALUE, -276));
        assertTensor(Ops.ldexp(Tensor.of(1.0), Tensor.of(-1074)), "f64[1]", Double.MIN_VALUE);
    }

    @Test
    void worksOnLongIntegers() {
        assertTensor(Ops.gcd(Tensor.of(1L << 40, 3L << 33), Tensor.of(1L << 35)), "i64[2]", 0x1p35, 0x1p33);
        assertTensor(Ops.bitwiseCount(Tensor.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE)), "u8[3]", 1, 1, 63);
        assertTensor(Ops.clz(Tensor.of(1L, 0, -1, 1L << 40)), "i64[4]", 63, 64, 0, 23);
        assertTensor(Ops.round(Tensor.of(1250L, 1350), -2), "i64[2]", 1200, 1400);
    }

    @Test
    void mapsEuclidOverLanes() {
        var gcd = vmap((Tensor a, Tensor b) -> Ops.gcd(a, b));

        assertTensor(gcd.apply(Tensor.of(12, 35, 0), Tensor.of(18, 21, 4)), "i32[3]", 6, 7, 4);
    }

    @Test
    void knowsTheNeighboursOfZero() {
        assertTensor(Ops.spacing(Tensor.of(0f, -0f)).eq(Tensor.of(Float.MIN_VALUE, -Float.MIN_VALUE)), "bool[2]", 1, 1);
    }

    @Test
    void readsAndWritesScalars() {
        var x = Tensor.scalar(3.0);

        assertTensor(x.get(Index.ellipsis()), "f32[]", 3);
        assertTensor(x.get(Index.newAxis()), "f32[1]", 3);
        assertTensor(x.at(Index.ellipsis()).set(5), "f32[]", 5);
        assertTensor(x.at(Index.ellipsis()).add(5), "f32[]", 8);
    }

    @Test
    void leavesEmptyTensorsEmpty() {
        var empty = Ops.zeros(0, 3);

        assertTensor(empty.get(Index.every(-1)), "f32[0, 3]");
        assertTensor(empty.get(Index.all(), Index.of(2, 0)), "f32[0, 2]");
        assertTensor(empty.at(Index.all(), Index.at(1)).set(5), "f32[0, 3]");
        assertTensor(empty.take(Tensor.of(new int[0])), "f32[0]");
        assertTensor(Ops.flip(empty, 0), "f32[0, 3]");
        assertTensor(Ops.unique(empty).values(), "f32[0]");
        assertTensor(Ops.nonzero(empty, 2).get(1), "i32[2]", 0, 0);
        assertTensor(Ops.intersect1d(empty, empty, 1, 7), "f32[1]", 7);
        assertTensor(Ops.searchSorted(Ops.zeros(0), Tensor.of(1f)), "i32[1]", 0);
        assertTensor(Ops.diff(empty, o -> o.axis(0)), "f32[0, 3]");
        assertTensor(Ops.roll(empty, Tensor.scalar(2), 0), "f32[0, 3]");
        assertTensor(Ops.resize(empty, Shape.of(2)), "f32[2]", 0, 0);
        assertTensor(Ops.compress(Ops.zeros(0), empty, 0, 1, 4), "f32[1, 3]", 4, 4, 4);
        assertTensor(Ops.max(empty, List.of(0), Dims.DROP, Tensor.scalar(true), 2), "f32[3]", 2, 2, 2);
    }

    @Test
    void fillsWithTheExtremesOfIntegers() {
        var x = Tensor.of(1, 2);

        assertTensor(x.take(Tensor.of(5), 0), "i32[1]", Integer.MIN_VALUE);
        assertTensor(x.cast(DType.U8).take(Tensor.of(5), 0), "u8[1]", 255);
        assertTensor(x.at(Tensor.of(5)).fillValue(9).get(), "i32[1]", 9);
    }

    @Test
    void setsWindowsWithoutScattering() {
        var x = Recording.symbol(DType.F32, 4, 5);

        assertThat(Recording.primitives(
                        () -> x.at(Index.range(1, 3), Index.at(2)).set(x.get(0).slice(0, 0, 2))))
                .endsWith("dynamic_update_slice")
                .doesNotContain("scatter");
        assertThat(Recording.primitives(() -> x.get(Index.range(1, 3), Index.every(-2))))
                .containsExactly("slice", "reverse");
    }

    @Test
    void gathersAllPositionsAtOnce() {
        var x = Recording.symbol(DType.F32, 4, 5, 6);
        var ids = Recording.symbol(DType.U32, 7);

        assertThat(Recording.primitives(() -> x.get(Index.all(), Index.of(ids), Index.range(1, 4))))
                .containsOnlyOnce("gather")
                .doesNotContain("transpose");
    }

    @Test
    void multipliesManyFactorsInTheCheapestOrder() {
        var wide = Recording.symbol(DType.F32, 2, 1000);
        var tall = Recording.symbol(DType.F32, 1000, 2);

        var vector = Recording.symbol(DType.F32, 1000);

        // from right to left: two products of a matrix and a vector
        assertThat(EinsumPath.of(
                        List.of(Set.of('a', 'b'), Set.of('b', 'c'), Set.of('c')),
                        Map.of('a', 1000, 'b', 1000, 'c', 1000),
                        Set.of('a')))
                .containsExactly(new EinsumPath.Step(1, 2), new EinsumPath.Step(0, 3));
        assertThat(Recording.type(() -> Ops.einsum("ab,bc,cd,d->a", wide, tall, wide, vector)))
                .hasToString("f32[2]");
    }

    @Test
    void multipliesVeryManyFactors() {
        var x = Tensor.of(Shape.of(2, 2), 1f, 1, 0, 1);

        var power = Ops.einsum("ab,bc,cd,de,ef,fg,gh,hi,ij,jk->ak", x, x, x, x, x, x, x, x, x, x);

        assertTensor(power, "f32[2, 2]", 1, 10, 0, 1);
    }

    @Test
    void keepsMaskedRowsOutOfDerivatives() {
        var x = Tensor.of(Shape.of(2, 2), 1f, Float.NaN, 3, 4);
        var mask = Tensor.of(Shape.of(2, 2), false, false, true, true);

        var slopes =
                grad((Tensor y) -> Nn.softmax(y, List.of(1), mask).get(1, 0)).apply(x);

        assertTensor(slopes, "f32[2, 2]", 0, 0, 0.19661193324148185, -0.19661193324148185);
        assertTensor(Nn.softmax(x, List.of(1), mask).get(0), "f32[2]", 0, 0);
        assertTensor(Nn.logSoftmax(x, List.of(1), mask).get(0), "f32[2]", -INF, -INF);
    }

    @Test
    void asksForASizeWhenStaged() {
        var staged = jit((Tensor x) -> Ops.flatnonzero(x));

        assertThatThrownBy(() -> staged.apply(Tensor.of(1f, 0f))).isInstanceOf(ConcretizationException.class);
        assertTensor(jit((Tensor x) -> Ops.flatnonzero(x, 2, -1)).apply(Tensor.of(1f, 0f)), "i32[2]", 0, -1);
    }

    @Test
    void attendsInDoublePrecision() {
        var q = Ops.iota(DType.F64, Shape.of(2, 3, 2), 0).mul(0.1);

        assertThat(Nn.dotProductAttention(q, q, q).dtype()).isEqualTo(DType.F64);
    }
}
