package dev.haiku.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Nd4jInteropTest {

    @ParameterizedTest
    @EnumSource
    void keepsEveryElementTypeOnTheWayThereAndBack(DType dtype) {
        var value = HostArray.fromLongs(dtype, Shape.of(2, 3), i -> i % 2);

        var back = Nd4jInterop.tensor(Nd4jInterop.toINDArray(Tensor.of(value)));

        assertThat(back.toHost()).isEqualTo(value);
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                Shape.SCALAR, Shape.of(1), Shape.of(5), Shape.of(4, 3), Shape.of(2, 1, 3, 4), Shape.of(30, 40));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void keepsEveryShapeOnTheWayThereAndBack(Shape shape) {
        var value = HostArray.fromDoubles(DType.F32, shape, i -> i * 0.5);

        var back = Nd4jInterop.tensor(Nd4jInterop.toINDArray(Tensor.of(value)));

        assertThat(back.toHost()).isEqualTo(value);
    }

    @Test
    void keepsZeroSizedShapes() {
        var value = HostArray.of(Shape.of(2, 0, 3), new float[0]);

        var array = Nd4jInterop.toINDArray(Tensor.of(value));

        assertThat(array.isEmpty()).isTrue();
        assertThat(Nd4jInterop.tensor(array).toHost()).isEqualTo(value);
    }

    @Test
    void readsColumnMajorArraysByTheirIndices() {
        var array =
                Nd4j.create(new float[] {1, 2, 3, 4, 5, 6}, new long[] {2, 3}).dup('f');

        assertThat(Nd4jInterop.tensor(array).toHost()).isEqualTo(HostArray.of(Shape.of(2, 3), 1f, 2f, 3f, 4f, 5f, 6f));
    }

    @Test
    void readsViewsByTheirIndices() {
        var array = Nd4j.create(new double[] {1, 2, 3, 4, 5, 6}, new long[] {2, 3}, DataType.DOUBLE);
        var view = array.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3)).transpose();

        assertThat(Nd4jInterop.tensor(view).toHost()).isEqualTo(HostArray.of(Shape.of(2, 2), 2.0, 5.0, 3.0, 6.0));
    }

    @Test
    void copiesSoThatLaterWritesDoNotReachTheTensor() {
        var array = Nd4j.create(new float[] {1, 2}, new long[] {2});
        var tensor = Nd4jInterop.tensor(array);

        array.putScalar(0, 9);

        assertThat(tensor.toHost()).isEqualTo(HostArray.of(Shape.of(2), 1f, 2f));
    }

    @Test
    void rejectsTypesThatTensorsDoNotHave() {
        var array = Nd4j.create(DataType.UINT64, 2);

        assertThatThrownBy(() -> Nd4jInterop.tensor(array))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "An INDArray of type UINT64 has no counterpart among tensors. Cast it with castTo to one of FLOAT, DOUBLE,"
                                + " HALF, BFLOAT16, BYTE, SHORT, INT, LONG, UBYTE, UINT32, BOOL.");
    }
}
