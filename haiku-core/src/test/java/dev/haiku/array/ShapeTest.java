package dev.haiku.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    private static final Shape SHAPE = Shape.of(2, 3, 4);

    @Test
    void knowsItsSizes() {
        assertThat(SHAPE.rank()).isEqualTo(3);
        assertThat(SHAPE.size()).isEqualTo(24);
        assertThat(SHAPE.dim(0)).isEqualTo(2);
        assertThat(SHAPE.dim(-1)).isEqualTo(4);
        assertThat(SHAPE.last()).isEqualTo(4);
        assertThat(SHAPE.dims()).containsExactly(2, 3, 4);
        assertThat(SHAPE.toList()).containsExactly(2, 3, 4);
        assertThat(SHAPE).hasToString("[2, 3, 4]");
    }

    @Test
    void isAScalarWithoutAxes() {
        assertThat(Shape.of()).isSameAs(Shape.SCALAR).hasToString("[]");
        assertThat(Shape.SCALAR.size()).isEqualTo(1);
        assertThat(Shape.SCALAR.strides()).isEmpty();
    }

    @Test
    void isEmptyWithAnAxisOfSizeZero() {
        assertThat(Shape.of(3, 0, 2).size()).isZero();
    }

    @Test
    void countsMoreElementsThanAnIntHolds() {
        assertThat(Shape.of(65536, 65536).size()).isEqualTo(1L << 32);
    }

    @Test
    void hasRowMajorStrides() {
        assertThat(SHAPE.strides()).containsExactly(12, 4, 1);
        assertThat(Shape.of(2, 0, 4).strides()).containsExactly(4, 4, 1);
    }

    @Test
    void equalsAShapeOfTheSameSizes() {
        assertThat(Shape.of(List.of(2, 3, 4))).isEqualTo(SHAPE).hasSameHashCodeAs(SHAPE);
        assertThat(Shape.of(4, 3, 2)).isNotEqualTo(SHAPE);
    }

    @Test
    void doesNotShareItsSizes() {
        int[] dims = {2, 3};
        var shape = Shape.of(dims);

        dims[0] = 7;
        shape.dims()[1] = 7;

        assertThat(shape).hasToString("[2, 3]");
    }

    @Test
    void changesAxes() {
        assertThat(SHAPE.with(1, 7)).hasToString("[2, 7, 4]");
        assertThat(SHAPE.with(-1, 7)).hasToString("[2, 3, 7]");
        assertThat(SHAPE.insert(0, 7)).hasToString("[7, 2, 3, 4]");
        assertThat(SHAPE.insert(3, 7)).hasToString("[2, 3, 4, 7]");
        assertThat(SHAPE.insert(-1, 7)).hasToString("[2, 3, 4, 7]");
        assertThat(SHAPE.remove(List.of(0, 2))).hasToString("[3]");
        assertThat(SHAPE.concat(Shape.of(5))).hasToString("[2, 3, 4, 5]");
        assertThat(SHAPE.subShape(1, 3)).hasToString("[3, 4]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2,3|3|2,3", "2,1|1,3|2,3", "5,1,4|3,1|5,3,4", "1|0|0", "2,0|1,1|2,0", "4|4|4"})
    void broadcastsByTheRulesOfNumPy(String x, String y, String expected) {
        assertThat(shape(x).broadcast(shape(y))).isEqualTo(shape(expected));
        assertThat(shape(y).broadcast(shape(x))).isEqualTo(shape(expected));
        assertThat(Shape.SCALAR.broadcast(shape(x))).isEqualTo(shape(x));
    }

    private static Shape shape(String dims) {
        return Shape.of(List.of(dims.split(",")).stream().map(Integer::valueOf).toList());
    }

    @Nested
    class Errors {

        @Test
        void rejectsNegativeSizes() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Shape.of(2, -1))
                    .withMessage("A shape needs sizes >= 0, but got [2, -1].");
        }

        @Test
        void rejectsAnAxisOutOfRange() {
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> SHAPE.dim(3))
                    .withMessage("Axis 3 is out of range for shape [2, 3, 4] of rank 3.");
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> SHAPE.axis(-4))
                    .withMessage("Axis -4 is out of range for shape [2, 3, 4] of rank 3.");
        }

        @Test
        void rejectsShapesThatDoNotBroadcast() {
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> SHAPE.broadcast(Shape.of(3, 3)))
                    .withMessage("Shapes [2, 3, 4] and [3, 3] do not broadcast together.");
        }
    }
}
