package dev.haiku.internal.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Reduction.ReduceSum;
import dev.haiku.ir.TensorType;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SumsTest {

    static Stream<Arguments> sums() {
        return Stream.of(
                Arguments.of(Shape.of(300), List.of(0)),
                Arguments.of(Shape.of(10_000), List.of(0)),
                Arguments.of(Shape.of(30, 20), List.of(0)),
                Arguments.of(Shape.of(30, 20), List.of(1)),
                Arguments.of(Shape.of(30, 20), List.of(1, 0)),
                Arguments.of(Shape.of(1000, 7), List.of(0)),
                Arguments.of(Shape.of(7, 9000), List.of(1)),
                Arguments.of(Shape.of(3, 1000, 5), List.of(1)),
                Arguments.of(Shape.of(3, 20, 50), List.of(0, 1)),
                Arguments.of(Shape.of(3, 20, 50), List.of(2, 1)),
                Arguments.of(Shape.of(2, 3, 300, 4), List.of(1, 2)),
                Arguments.of(Shape.of(1, 256), List.of(0)),
                Arguments.of(Shape.of(256, 1), List.of(1)));
    }

    @ParameterizedTest
    @MethodSource("sums")
    void agreeWithJava(Shape shape, List<Integer> axes) {
        var random = new Random(1);
        var x = HostArray.fromLongs(DType.F32, shape, i -> random.nextInt(100) - 50);

        Providers.assertAgree(new ReduceSum(axes), List.of(x), 0);
    }

    @ParameterizedTest
    @MethodSource("sums")
    void propagateNanAndInfinity(Shape shape, List<Integer> axes) {
        var x = HostArray.fromDoubles(
                DType.F32,
                shape,
                i -> i == 5
                        ? Double.NaN
                        : i % 97 == 0 ? Double.POSITIVE_INFINITY : i == 98 ? Double.NEGATIVE_INFINITY : 1);

        Providers.assertAgree(new ReduceSum(axes), List.of(x), 0);
    }

    @ParameterizedTest
    @MethodSource("longSums")
    void doNotLosePrecisionWithLength(Shape shape, int axis, int ulps) {
        var x = HostArray.fromDoubles(DType.F32, shape, i -> 0.1f);

        Providers.assertAgree(new ReduceSum(List.of(axis)), List.of(x), ulps);
    }

    static Stream<Arguments> longSums() {
        return Stream.of(
                Arguments.of(Shape.of(4_000_000), 0, 8),
                Arguments.of(Shape.of(2, 2_000_000), 1, 8),
                Arguments.of(Shape.of(1_000_000, 4), 0, 32));
    }

    @Test
    void otherAxesAndTypesAreLeftToJava() {
        assertThat(isServed(DType.F32, Shape.of(10, 20, 30), List.of(0, 2))).isFalse();
        assertThat(isServed(DType.F32, Shape.of(1000, 3, 2), List.of(1))).isFalse();
        assertThat(isServed(DType.F32, Shape.of(20, 30), List.of())).isFalse();
        assertThat(isServed(DType.F64, Shape.of(20, 30), List.of(0))).isFalse();
        assertThat(isServed(DType.F32, Shape.of(2, 3), List.of(0))).isFalse();
    }

    private static boolean isServed(DType dtype, Shape shape, List<Integer> axes) {
        var type = new TensorType(dtype, shape);
        var op = new ReduceSum(axes);
        var result = new Slot(op.outputTypes(List.of(type)).get(0));
        return Providers.NATIVE
                .prepare(op, List.of(new Slot(type)), List.of(result))
                .isPresent();
    }
}
