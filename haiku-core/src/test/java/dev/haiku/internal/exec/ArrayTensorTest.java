package dev.haiku.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.TensorType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrayTensorTest {

    private static final String CLOSED =
            "The closed tensor f32[3] is used. It was given back with close() or donated to a compiled"
                    + " function; keep a tensor open as long as it is needed.";

    static Stream<HostArray> values() {
        return Stream.of(
                HostArray.scalar(DType.F32, 1.5),
                HostArray.scalar(DType.I64, Long.MIN_VALUE),
                HostArray.of(Shape.of(0, 3), new double[0]),
                HostArray.fromLongs(DType.BOOL, Shape.of(2, 2), i -> i % 2),
                HostArray.fromDoubles(DType.BF16, Shape.of(40, 50), i -> i),
                HostArray.fromDoubles(DType.F64, Shape.of(500), Math::sqrt));
    }

    @ParameterizedTest
    @MethodSource("values")
    void givesBackItsNumbers(HostArray value) {
        assertThat(ArrayTensor.of(value).toHost()).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void hasItsNumbersInNativeMemory(HostArray value) {
        var tensor = ArrayTensor.of(value);

        var copy = new ArrayTensor(tensor.type(), tensor.storage());

        assertThat(copy.toHost()).isEqualTo(value);
    }

    @Test
    void uploadsSmallTensorsOnce() {
        var tensor = ArrayTensor.of(HostArray.of(Shape.of(3), 1f, 2f, 3f));

        assertThat(tensor.storage()).isSameAs(tensor.storage());
    }

    @Test
    void readsSharedMemoryAsAnotherType() {
        var tensor = ArrayTensor.of(HostArray.of(Shape.of(2), 1f, -1f));

        var bits = tensor.shareAs(new TensorType(DType.I32, Shape.of(1, 2)));

        assertThat(bits.toHost()).isEqualTo(HostArray.of(Shape.of(1, 2), 0x3f800000, 0xbf800000));
    }

    @Test
    void outlivesAnotherTensorOfTheSameStorage() {
        var value = HostArray.fromDoubles(DType.F32, Shape.of(100), i -> i);
        var tensor = ArrayTensor.of(value);
        var shared = tensor.share();

        tensor.close();

        assertThat(shared.toHost()).isEqualTo(value);
    }

    @Test
    void givesMemoryBackWhenTheLastOneIsClosed() {
        var tensor = ArrayTensor.of(HostArray.fromDoubles(DType.F32, Shape.of(100), i -> i));
        var shared = tensor.share();
        var storage = tensor.storage();

        tensor.close();
        shared.close();

        assertThatThrownBy(storage::buffer).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void mayBeClosedTwice() {
        var tensor = ArrayTensor.of(HostArray.fromDoubles(DType.F32, Shape.of(100), i -> i));
        var shared = tensor.share();

        tensor.close();
        tensor.close();

        assertThat(shared.toHost().getDouble(7)).isEqualTo(7);
    }

    @Test
    void rejectsUseAfterClose() {
        var tensor = ArrayTensor.of(HostArray.of(Shape.of(3), 1f, 2f, 3f));

        tensor.close();

        assertThatThrownBy(tensor::toHost)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(CLOSED);
        assertThatThrownBy(tensor::storage)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(CLOSED);
        assertThatThrownBy(tensor::share)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(CLOSED);
        assertThat(tensor.type()).isEqualTo(new TensorType(DType.F32, Shape.of(3)));
    }

    @Test
    void isNotUploadedByClosing() {
        var tensors =
                List.of(ArrayTensor.of(HostArray.scalar(DType.F32, 1)), ArrayTensor.of(HostArray.scalar(DType.I32, 1)));

        tensors.forEach(ArrayTensor::close);

        assertThat(tensors)
                .allSatisfy(tensor -> assertThatThrownBy(tensor::toHost).isInstanceOf(IllegalStateException.class));
    }
}
