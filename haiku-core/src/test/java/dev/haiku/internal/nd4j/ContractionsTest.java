package dev.haiku.internal.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractionsTest {

    private static final boolean HAS_BF16 =
            Nd4jLibrary.get().map(Nd4jLibrary::hasOneDnnForBf16).orElse(false); // a matter of the processor
    private static final List<DType> DTYPES =
            HAS_BF16 ? List.of(DType.F32, DType.F64, DType.BF16) : List.of(DType.F32, DType.F64);

    private static HostArray integers(DType dtype, Shape shape, int seed) {
        var random = new Random(seed);
        return HostArray.fromLongs(dtype, shape, i -> random.nextInt(7) - 3); // so that sums are exact
    }

    /** Axes of random sizes, roles and order on both sides. */
    private static void assertAgreesOnRandomAxes(int seed) {
        var random = new Random(seed);
        int batch = random.nextInt(3);
        int contracted = random.nextInt(3);
        var shared = random.ints(batch + contracted, 1, 5).boxed().toList();
        var lhs = new Side(random, shared, random.nextInt(3));
        var rhs = new Side(random, shared, random.nextInt(3));
        var op = new DotGeneral(
                lhs.axes(batch, shared.size()), rhs.axes(batch, shared.size()), lhs.axes(0, batch), rhs.axes(0, batch));
        for (var dtype : DTYPES) {
            Providers.assertAgree(
                    op, List.of(integers(dtype, lhs.shape(), seed), integers(dtype, rhs.shape(), ~seed)), 0);
        }
    }

    /** The axes of one operand: shared ones first, then free ones, all at random places. */
    private static final class Side {
        private final List<Integer> places;
        private final Shape shape;

        Side(Random random, List<Integer> shared, int free) {
            var sizes = new ArrayList<>(shared);
            random.ints(free, 1, 6).forEach(sizes::add);
            places = new ArrayList<>(IntStream.range(0, sizes.size()).boxed().toList());
            Collections.shuffle(places, random);
            var dims = new int[sizes.size()];
            for (int i = 0; i < dims.length; i++) {
                dims[places.get(i)] = sizes.get(i);
            }
            shape = Shape.of(dims);
        }

        Shape shape() {
            return shape;
        }

        List<Integer> axes(int from, int to) {
            return places.subList(from, to);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 300})
    void agreesWithJavaOnRandomAxes(int firstSeed) {
        for (int seed = firstSeed; seed < firstSeed + 100; seed++) {
            assertAgreesOnRandomAxes(seed);
        }
    }

    static Stream<Arguments> largeProducts() {
        return DTYPES.stream()
                .flatMap(dtype -> Stream.of(
                        Arguments.of(dtype, Shape.of(200, 160), Shape.of(160, 170), 1, 0),
                        Arguments.of(dtype, Shape.of(160, 200), Shape.of(160, 170), 0, 0),
                        Arguments.of(dtype, Shape.of(200, 160), Shape.of(170, 160), 1, 1),
                        Arguments.of(dtype, Shape.of(160, 200), Shape.of(170, 160), 0, 1),
                        Arguments.of(dtype, Shape.of(1, 5000), Shape.of(5000, 1000), 1, 0),
                        Arguments.of(dtype, Shape.of(5000, 1000), Shape.of(1000, 1), 1, 0),
                        Arguments.of(dtype, Shape.of(1, 100_000), Shape.of(100_000, 1), 1, 0)));
    }

    @ParameterizedTest
    @MethodSource("largeProducts")
    void agreesWithJavaOnLargeMatrices(DType dtype, Shape left, Shape right, int leftAxis, int rightAxis) {
        var op = new DotGeneral(List.of(leftAxis), List.of(rightAxis), List.of(), List.of());

        Providers.assertAgree(op, List.of(integers(dtype, left, 1), integers(dtype, right, 2)), 0);
    }

    static List<DType> dtypes() {
        return DTYPES;
    }

    @ParameterizedTest
    @MethodSource("dtypes")
    void agreesWithJavaOnLargeBatches(DType dtype) {
        var left = integers(dtype, Shape.of(2, 140, 3, 170), 1);
        var right = integers(dtype, Shape.of(2, 190, 3, 170), 2);
        var attention = new DotGeneral(List.of(3), List.of(3), List.of(0, 2), List.of(0, 2));
        var joint = new DotGeneral(List.of(3, 2), List.of(3, 2), List.of(0), List.of(0));

        Providers.assertAgree(attention, List.of(left, right), 0);
        Providers.assertAgree(joint, List.of(left, right), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 180})
    void propagatesNanAndInfinity(int size) {
        var special = new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0};
        var left = HostArray.fromDoubles(DType.F32, Shape.of(size, size), i -> i % 11 == 0 ? special[i % 4] : 1);
        var right = HostArray.fromDoubles(
                DType.F32, Shape.of(size, size), i -> i % 13 == 0 ? 0 : i % 7 == 0 ? special[i % 3] : 2);

        Providers.assertAgree(new DotGeneral(List.of(1), List.of(0), List.of(), List.of()), List.of(left, right), 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "I32", "U8", "I64"})
    void leavesOtherTypesToJava(DType dtype) {
        var slot = new Slot(new TensorType(dtype, Shape.of(4, 4)));
        var op = new DotGeneral(List.of(1), List.of(0), List.of(), List.of());

        assertThat(Providers.NATIVE.prepare(op, List.of(slot, slot), List.of(slot)))
                .isEmpty();
    }

    @Test
    void sumsManyProductsOfBf16InSinglePrecision() {
        Assumptions.assumeTrue(HAS_BF16, "the processor lacks instructions for bf16");
        var ones = HostArray.fromDoubles(DType.BF16, Shape.of(3, 4096), i -> 1);
        var op = new DotGeneral(List.of(1), List.of(1), List.of(), List.of());

        assertThat(Providers.run(Providers.NATIVE, op, List.of(ones, ones)))
                .containsExactly(HostArray.fromDoubles(DType.BF16, Shape.of(3, 3), i -> 4096));
    }
}
