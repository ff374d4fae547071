package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Layer;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReshapeTest {

    private static Shape shape(Supplier<Layer> layer, int... input) {
        var network = Haiku.transform((Tensor x) -> layer.get().apply(x));
        return network.apply(dev.haiku.Params.empty(), Key.of(1), Ops.zeros(input))
                .shape();
    }

    @Test
    void keepsTheFirstAxisByDefault() {
        assertThat(shape(() -> new Reshape(List.of(4, 3)), 2, 3, 4)).isEqualTo(Shape.of(2, 4, 3));
        assertThat(shape(() -> new Reshape(List.of(-1, 2)), 2, 3, 4)).isEqualTo(Shape.of(2, 6, 2));
        assertThat(shape(Flatten::new, 2, 3, 4)).isEqualTo(Shape.of(2, 12));
    }

    @Test
    void keepsAsManyAxesAsAsked() {
        assertThat(shape(() -> new Flatten(o -> o.preserveDims(2)), 2, 3, 4, 5)).isEqualTo(Shape.of(2, 3, 20));
        assertThat(shape(() -> new Flatten(o -> o.preserveDims(-2)), 2, 3, 4)).isEqualTo(Shape.of(2, 12));
        assertThat(shape(() -> new Flatten(o -> o.preserveDims(-3)), 2, 3)).isEqualTo(Shape.of(6));
    }

    @Test
    void leavesAnInputWithoutFurtherAxesAlone() {
        assertThat(shape(() -> new Reshape(List.of(2, -1)), 4)).isEqualTo(Shape.of(4));
        assertThat(shape(Flatten::new, new int[0])).isEqualTo(Shape.SCALAR);
    }

    @Test
    void handlesEmptyBatches() {
        assertThat(shape(Flatten::new, 0, 3, 4)).isEqualTo(Shape.of(0, 12));
        assertThat(shape(Flatten::new, 3, 0, 4)).isEqualTo(Shape.of(3, 0));
    }

    @Nested
    class Rejects {

        @Test
        void twoWildSizes() {
            assertThatInit(() -> new Reshape(List.of(-1, -1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("reshape: only one size of outputShape may be -1, but got [-1, -1].");
        }

        @Test
        void negativeSizes() {
            assertThatInit(() -> new Reshape(List.of(-2, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("reshape: sizes of outputShape must be >= -1, but got [-2, 5].");
        }

        @Test
        void keepingNothing() {
            assertThatInit(() -> new Flatten(o -> o.preserveDims(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("flatten: preserveDims must not be 0. "
                            + "Use 1 to keep the batch axis, or Tensor.reshape to change all axes.");
        }

        @Test
        void sizesThatDoNotFit() {
            assertThatInit(() -> new Reshape(List.of(5)).apply(Ops.ones(2, 3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageStartingWith("reshape: ")
                    .hasMessageContainingAll("[2, 3]", "[2, 5]");
        }
    }
}
