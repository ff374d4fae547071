package dev.haiku.internal.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.ConvDimensions;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Convolution.Geometry;
import dev.haiku.ir.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionsTest {

    private static final List<DType> DTYPES = List.of(DType.F32, DType.F64, DType.F16, DType.BF16);
    private static final List<Integer> ONES = List.of(1, 1);
    private static final ConvDimensions NHWC = ConvDimensions.of("NHWC", "HWIO", "NHWC");
    private static final ConvDimensions NCHW = ConvDimensions.of("NCHW", "OIHW", "NCHW");
    private static final ConvDimensions KERNEL_GRADIENT = ConvDimensions.of("CHWN", "IHWO", "HWNC");

    private static HostArray integers(DType dtype, Shape shape, int seed) {
        var random = new Random(seed);
        return HostArray.fromLongs(dtype, shape, i -> random.nextInt(5) - 2); // so that sums are exact
    }

    private static void assertAgrees(DType dtype, ConvGeneral op, Shape lhs, Shape rhs, int seed) {
        Providers.assertAgree(op, List.of(integers(dtype, lhs, seed), integers(dtype, rhs, ~seed)), 0);
    }

    /** A convolution of random sizes, options and order of axes. */
    private static final class Sample {

        private final Random random;
        private final int rank;

        Sample(int seed) {
            random = new Random(seed);
            rank = random.nextInt(10) < 6 ? 2 : random.nextInt(4);
        }

        private List<Integer> list(int low, int high) {
            return random.ints(rank, low, high).boxed().toList();
        }

        /** Channels last, first, or anything. */
        private ConvDimensions dimensions() {
            int kind = random.nextInt(3);
            return kind == 0
                    ? ConvDimensions.channelsLast(rank)
                    : kind == 1
                            ? ConvDimensions.channelsFirst(rank)
                            : new ConvDimensions(shuffled(), shuffled(), shuffled());
        }

        private List<Integer> shuffled() {
            var axes = new ArrayList<>(IntStream.range(0, rank + 2).boxed().toList());
            Collections.shuffle(axes, random);
            return axes;
        }

        private Shape shape(List<Integer> places, int first, int second, List<Integer> rest) {
            var dims = new int[rank + 2];
            dims[places.get(0)] = first;
            dims[places.get(1)] = second;
            for (int i = 0; i < rank; i++) {
                dims[places.get(i + 2)] = rest.get(i);
            }
            return Shape.of(dims);
        }

        void check() {
            var ones = Collections.nCopies(rank, 1);
            boolean simple = random.nextBoolean();
            int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 1;
            boolean groupsBatch = random.nextInt(3) == 0;
            int features = 1 + random.nextInt(4);
            var dimensions = dimensions();
            var geometry = new Geometry(
                    list(1, 4),
                    list(simple ? 0 : -1, 3),
                    list(simple ? 0 : -1, 3),
                    random.nextInt(3) == 0 ? list(1, 4) : ones,
                    simple ? ones : list(1, 3));
            var op = new ConvGeneral(geometry, dimensions, groupsBatch ? 1 : groups, groupsBatch ? groups : 1);
            var lhs = shape(
                    dimensions.lhs(),
                    (1 + random.nextInt(3)) * (groupsBatch ? groups : 1),
                    features * (groupsBatch ? 1 : groups),
                    list(2, 8));
            var rhs = shape(dimensions.rhs(), (1 + random.nextInt(5)) * groups, features, list(1, 4));
            for (var dtype : DTYPES) {
                var types = List.of(new TensorType(dtype, lhs), new TensorType(dtype, rhs));
                if (op.outputTypes(types).get(0).shape().size() > 0) {
                    assertAgreesWhereServed(op, dtype, lhs, rhs);
                }
            }
        }

        private void assertAgreesWhereServed(ConvGeneral op, DType dtype, Shape lhs, Shape rhs) {
            var inputs = Stream.of(lhs, rhs)
                    .map(shape -> new Slot(new TensorType(dtype, shape)))
                    .toList();
            var types = inputs.stream().map(Slot::type).toList();
            var out = new Slot(op.outputTypes(types).get(0));
            var kernel = Providers.NATIVE.prepare(op, inputs, List.of(out));
            if (kernel.isPresent()) {
                kernel.get().close();
                assertAgrees(dtype, op, lhs, rhs, 3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 300})
    void agreesWithJavaOnRandomConvolutions(int firstSeed) {
        for (int seed = firstSeed; seed < firstSeed + 100; seed++) {
            new Sample(seed).check();
        }
    }

    private static ConvGeneral convolution(
            ConvDimensions dimensions, int stride, int low, int high, int lhsDilation, int rhsDilation) {
        var geometry = new Geometry(
                List.of(stride, stride),
                List.of(low, low),
                List.of(high, high),
                List.of(lhsDilation, lhsDilation),
                List.of(rhsDilation, rhsDilation));
        return new ConvGeneral(geometry, dimensions, 1, 1);
    }

    static Stream<Arguments> large() {
        return DTYPES.stream().flatMap(ConvolutionsTest::large);
    }

    /** What a residual network has, with its gradients. */
    private static Stream<Arguments> large(DType dtype) {
        var image = Shape.of(3, 15, 14, 24);
        var half = Shape.of(3, 8, 7, 32);
        var exchanged = ConvDimensions.of("NHWC", "HWOI", "NHWC");
        return Stream.of(
                Arguments.of(dtype, convolution(NHWC, 1, 1, 1, 1, 1), image, Shape.of(3, 3, 24, 40)),
                Arguments.of(dtype, convolution(NHWC, 2, 0, 1, 1, 1), image, Shape.of(3, 3, 24, 40)),
                Arguments.of(dtype, convolution(NHWC, 1, 2, 2, 1, 2), image, Shape.of(3, 3, 24, 16)),
                Arguments.of(dtype, convolution(NHWC, 1, 0, 0, 1, 1), image, Shape.of(1, 1, 24, 300)),
                Arguments.of(dtype, convolution(NHWC, 2, 0, 0, 1, 1), image, Shape.of(1, 1, 24, 40)),
                Arguments.of(dtype, convolution(NCHW, 1, 1, 1, 1, 1), Shape.of(2, 20, 17, 18), Shape.of(33, 20, 3, 3)),
                Arguments.of(dtype, convolution(NCHW, 1, 0, 0, 1, 1), Shape.of(2, 20, 17, 18), Shape.of(33, 20, 1, 1)),
                Arguments.of(dtype, convolution(exchanged, 1, 1, 1, 1, 1), image, Shape.of(3, 3, 40, 24)),
                Arguments.of(dtype, convolution(exchanged, 1, 2, 1, 2, 1), half, Shape.of(3, 3, 24, 32)),
                Arguments.of(dtype, convolution(KERNEL_GRADIENT, 1, 1, 1, 1, 1), image, Shape.of(3, 15, 14, 40)),
                Arguments.of(dtype, convolution(KERNEL_GRADIENT, 1, 0, 1, 1, 2), image, Shape.of(3, 7, 7, 32)));
    }

    @ParameterizedTest
    @MethodSource("large")
    void agreesWithJavaOnLargeConvolutions(DType dtype, ConvGeneral op, Shape lhs, Shape rhs) {
        assertAgrees(dtype, op, lhs, rhs, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void agreesWithJavaOnDepthwiseConvolutions(int multiplier) {
        for (int stride = 1; stride <= 2; stride++) {
            var geometry = new Geometry(List.of(stride, stride), ONES, List.of(1, 2), ONES, ONES);
            var op = new ConvGeneral(geometry, NHWC, 20, 1);
            assertAgrees(DType.F32, op, Shape.of(2, 9, 8, 20), Shape.of(3, 3, 1, 20 * multiplier), 1);
        }
    }

    @Test
    void agreesWithJavaOnWindowsThatMeetNothingButPadding() {
        var geometry = new Geometry(ONES, List.of(4, 0), List.of(5, 0), ONES, ONES);

        assertAgrees(DType.F32, new ConvGeneral(geometry, NHWC, 1, 1), Shape.of(1, 3, 4, 2), Shape.of(2, 2, 2, 3), 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void propagatesNanAndInfinity(DType dtype) {
        var special = new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        var lhs = HostArray.fromDoubles(dtype, Shape.of(2, 6, 7, 3), i -> i % 41 == 0 ? special[i % 3] : 1);
        var rhs = HostArray.fromDoubles(dtype, Shape.of(3, 3, 3, 4), i -> i % 5 - 2);

        Providers.assertAgree(convolution(NHWC, 1, 1, 1, 1, 1), List.of(lhs, rhs), 0);
    }

    @Test
    void sumsManyProductsOf16BitsInSinglePrecision() {
        for (var dtype : List.of(DType.F16, DType.BF16)) {
            var lhs = HostArray.fromDoubles(dtype, Shape.of(1, 4, 4, 1024), i -> 1);
            var rhs = HostArray.fromDoubles(dtype, Shape.of(2, 2, 1024, 8), i -> 1);

            assertThat(Providers.run(Providers.NATIVE, convolution(NHWC, 1, 0, 0, 1, 1), List.of(lhs, rhs)))
                    .containsExactly(HostArray.fromDoubles(dtype, Shape.of(1, 3, 3, 8), i -> 4096));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"I32", "U8", "I64"})
    void leavesIntegersToJava(DType dtype) {
        var lhs = new Slot(new TensorType(dtype, Shape.of(1, 4, 4, 2)));
        var rhs = new Slot(new TensorType(dtype, Shape.of(2, 2, 2, 3)));
        var out = new Slot(new TensorType(dtype, Shape.of(1, 3, 3, 3)));

        assertThat(Providers.NATIVE.prepare(convolution(NHWC, 1, 0, 0, 1, 1), List.of(lhs, rhs), List.of(out)))
                .isEmpty();
    }
}
