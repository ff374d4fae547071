package dev.haiku.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.RankPromotion;
import dev.haiku.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RandomTest {

    private static final Key KEY = Key.of(42);

    private static List<Long> integers(Tensor x) {
        var host = x.toHost();
        return IntStream.range(0, host.size()).mapToObj(host::getLong).toList();
    }

    @Test
    void givesTheSameNumbersForTheSameKey() {
        assertThat(Random.normal(KEY, Shape.of(100)).toHost())
                .isEqualTo(Random.normal(KEY, Shape.of(100)).toHost());
    }

    @Test
    void givesTheBitsOfJax() {
        var shape = Shape.of(1000, 784);
        var low = Tensor.scalar(-0.9545f);

        assertThat(checksum(Random.truncatedNormal(KEY, -2, 2, shape))).isEqualTo(2688429938L);
        assertThat(checksum(Random.normal(KEY, shape))).isEqualTo(1108161277L);
        assertThat(checksum(Random.uniform(KEY, shape, low, low.neg()))).isEqualTo(2297157537L);
    }

    private static long checksum(Tensor x) {
        var bytes = ByteBuffer.allocate(Float.BYTES * (int) x.size()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(x.toFloatArray());
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Test
    void givesTheSameNumbersInEveryThread() throws Exception {
        var expected = Random.normal(KEY, Shape.of(1000)).toHost();
        var pool = Executors.newFixedThreadPool(4);
        try {
            var tasks = new ArrayList<Callable<HostArray>>();
            for (int i = 0; i < 16; i++) {
                tasks.add(() -> Random.normal(KEY, Shape.of(1000)).toHost());
            }
            for (var result : pool.invokeAll(tasks)) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F16", "BF16", "F32", "F64"})
    void drawsEveryFloatingPointType(DType dtype) {
        List<Function<Key, Tensor>> samplers = List.of(
                key -> Random.uniform(key, Shape.of(64), dtype),
                key -> Random.uniform(key, Shape.of(64), dtype, -2, 3),
                key -> Random.normal(key, Shape.of(64), dtype),
                key -> Random.truncatedNormal(key, -2, 2, Shape.of(64), dtype),
                key -> Random.exponential(key, Shape.of(64), dtype),
                key -> Random.gumbel(key, Shape.of(64), dtype, SamplingMode.HIGH),
                key -> Random.laplace(key, Shape.of(64), dtype),
                key -> Random.logistic(key, Shape.of(64), dtype),
                key -> Random.cauchy(key, Shape.of(64), dtype),
                key -> Random.maxwell(key, Shape.of(64), dtype),
                key -> Random.gamma(key, Tensor.scalar(dtype, 2.0), Shape.of(64)),
                key -> Random.rademacher(key, Shape.of(64), dtype));

        for (var sampler : samplers) {
            var x = sampler.apply(KEY);

            assertThat(x.dtype()).isEqualTo(dtype);
            assertThat(x.shape()).isEqualTo(Shape.of(64));
            assertThat(Ops.all(Ops.isFinite(x)).itemBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"U8", "I8", "I16", "U32", "I32", "I64"})
    void drawsEveryIntegerType(DType dtype) {
        var x = Random.randint(KEY, Shape.of(200), 3, 9, dtype);

        assertThat(x.dtype()).isEqualTo(dtype);
        assertThat(integers(x)).allMatch(i -> i >= 3 && i < 9).contains(3L, 4L, 5L, 6L, 7L, 8L);
    }

    /** What JAX 0.10.2 draws from the same key, with 64-bit types enabled. */
    @Test
    void drawsTheNumbersOfJaxInTypesOfOtherSizes() {
        assertThat(Random.uniform(KEY, Shape.of(3), DType.F64).toDoubleArray())
                .containsExactly(0x1.b4f8123c40884p-2, 0x1.ebd996d6e8400p-7, 0x1.25f641d41e71ap-1);
        assertThat(Random.uniform(KEY, Shape.of(4), DType.F16).toDoubleArray())
                .containsExactly(0.076171875, 0.1904296875, 0.9755859375, 0.7568359375);
        assertThat(Random.uniform(KEY, Shape.of(4), DType.BF16).toDoubleArray())
                .containsExactly(0.6328125, 0.84375, 0.96875, 0.8359375);
        assertThat(Random.normal(KEY, Shape.of(3), DType.F64).toDoubleArray())
                .containsExactly(
                        new double[] {-0x1.7a4a26c962159p-3, -0x1.15bccfaa7ba3ap+1, 0x1.7ed8110b50460p-3},
                        within(1e-14));
    }

    @Test
    void drawsTheBitsOfJaxIn64Bits() {
        assertThat(integers(Random.bits(KEY, Shape.of(2), DType.I64)))
                .containsExactly(0x6d3e048f1022172dL, 0x3d7b32dadd083f4L);
        assertThat(integers(Random.bits(KEY.withLayout(Key.Layout.LEGACY), Shape.of(3), DType.I64)))
                .containsExactly(0xbad56946354ba891L, 0xde837c892fc69b62L, 0xdf4f11df8cdb9797L);
    }

    @Test
    void drawsTheIntegersOfJaxIn64Bits() {
        assertThat(integers(Random.randint(KEY, Shape.of(6), 0, 10, DType.I64)))
                .containsExactly(5L, 8L, 3L, 1L, 5L, 6L);
        assertThat(integers(Random.randint(KEY, Shape.of(4), -5, 1_000_000_000_000L, DType.I64)))
                .containsExactly(463982253477L, 604929009943L, 848939357151L, 550033836784L);
        assertThat(integers(Random.randint(KEY, Shape.of(3), Long.MIN_VALUE, Long.MAX_VALUE, DType.I64)))
                .containsExactly(4466307427195926069L, 869870568124700350L, -8118644187909895017L);
    }

    @Test
    void drawsFromTheFullRangeOfAnIntegerType() {
        assertThat(integers(Random.randint(KEY, Shape.of(2000), 0, 256, DType.U8)))
                .contains(0L, 255L)
                .allMatch(i -> i >= 0 && i <= 255);
        assertThat(integers(Random.randint(KEY, Shape.of(100), 0, 1L << 32, DType.U32)))
                .anyMatch(i -> i > Integer.MAX_VALUE);
    }

    @Test
    void givesTheLowerBoundOfAnEmptyRange() {
        assertThat(integers(Random.randint(KEY, Shape.of(3), 5, 5))).containsOnly(5L);
        assertThat(integers(Random.randint(KEY, Shape.of(3), 5, 2))).containsOnly(5L);
    }

    @Test
    void drawsWithBoundsForEachElement() {
        var low = Tensor.of(Shape.of(3), 0, 10, 20);

        var x = Random.randint(KEY, Shape.of(50, 3), low, low.add(2), DType.I32);

        assertThat(integers(x.sub(low))).containsOnly(0L, 1L);
    }

    static Stream<Arguments> samplersOfVectors() {
        var two = Shape.of(3, 2);
        var p = Tensor.of(0.2f, 0.7f);
        return Stream.of(
                sampler("bernoulli", () -> Random.bernoulli(KEY, p, two)),
                sampler("categorical", () -> Random.categorical(KEY, p, o -> o.shape(two))),
                sampler("geometric", () -> Random.geometric(KEY, p, two, DType.I32)),
                sampler("lognormal", () -> Random.lognormal(KEY, p, two)),
                sampler("multivariateNormal", () -> Random.multivariateNormal(KEY, p, Ops.eye(2), two)),
                sampler("pareto", () -> Random.pareto(KEY, p, two)),
                sampler("randint", () -> Random.randint(KEY, two, Tensor.of(0, 5), Tensor.of(5, 9), DType.I32)),
                sampler("rayleigh", () -> Random.rayleigh(KEY, p, two)),
                sampler("triangular", () -> Random.triangular(KEY, p, p.add(1), p.add(3), two)),
                sampler("truncatedNormal", () -> Random.truncatedNormal(KEY, p, p.add(1), two)),
                sampler("uniform", () -> Random.uniform(KEY, two, p, p.add(1))),
                sampler("wald", () -> Random.wald(KEY, p, two)),
                sampler("weibullMin", () -> Random.weibullMin(KEY, p, p, two)));
    }

    private static Arguments sampler(String name, Supplier<Tensor> draw) {
        return Arguments.of(name, draw);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samplersOfVectors")
    void promotesNoRanksOnItsOwn(String name, Supplier<Tensor> draw) {
        var strict = RankPromotion.STRICT.with(true, draw);

        assertThat(strict.toHost()).isEqualTo(draw.get().toHost());
    }

    @Test
    void keepsTheElementTypeAndEntriesOfWhatItPermutes() {
        var x = Ops.arange(12).reshape(3, 4).cast(DType.I8);

        var permuted = Random.permutation(KEY, x, 1);
        var shuffled = Random.independentPermutation(KEY, x, 1);

        assertThat(permuted.type()).isEqualTo(x.type());
        assertThat(Ops.sort(permuted, 1).toHost()).isEqualTo(x.toHost());
        assertThat(Ops.sort(shuffled, 1).toHost()).isEqualTo(x.toHost());
    }

    @Test
    void drawsWithoutReplacement() {
        var drawn = Random.choice(KEY, 10, o -> o.shape(2, 5).replace(false));
        var weighted = Random.choice(KEY, 4, o -> o.shape(3).replace(false).p(Tensor.of(0f, 1f, 1f, 1f)));
        var categories =
                Random.categorical(KEY, Ops.zeros(2, 6), o -> o.shape(6, 2).replace(false));

        assertThat(integers(drawn)).doesNotHaveDuplicates();
        assertThat(integers(weighted)).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(integers(Ops.sort(categories, 0))).containsExactly(0L, 0L, 1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L, 5L, 5L);
    }

    @Test
    void drawsEntriesAlongAnAxis() {
        var x = Ops.arange(12).reshape(3, 4);

        var drawn = Random.choice(KEY, x, o -> o.shape(2, 5).axis(1));

        assertThat(drawn.shape()).isEqualTo(Shape.of(3, 2, 5));
        assertThat(integers(Ops.get(drawn, 2).sub(Ops.get(drawn, 0)))).containsOnly(8L);
    }

    @Test
    void neverDrawsAnEntryOfProbabilityZero() {
        var p = Tensor.of(0f, 0.5f, 0f, 0.5f, 0f);

        assertThat(integers(Random.choice(KEY, 5, o -> o.shape(500).p(p)))).containsOnly(1L, 3L);
        assertThat(integers(Random.categorical(KEY, Ops.log(p), o -> o.shape(500))))
                .containsOnly(1L, 3L);
    }

    @Test
    void drawsNothing() {
        assertThat(Random.uniform(KEY, Shape.of(0, 3)).shape()).isEqualTo(Shape.of(0, 3));
        assertThat(Random.permutation(KEY, 0).shape()).isEqualTo(Shape.of(0));
        assertThat(Random.choice(KEY, 0, o -> o.shape(0)).shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void editsOneOptionAtATime() {
        var p = Tensor.of(1f);
        var choice = ChoiceOptions.DEFAULTS.shape(2).replace(false).p(p).axis(1).mode(SamplingMode.HIGH);
        var categorical =
                CategoricalOptions.DEFAULTS.axis(1).shape(2).replace(false).mode(SamplingMode.HIGH);

        assertThat(choice).isEqualTo(new ChoiceOptions(Shape.of(2), false, p, 1, SamplingMode.HIGH));
        assertThat(categorical).isEqualTo(new CategoricalOptions(1, Shape.of(2), false, SamplingMode.HIGH));
    }

    @Nested
    class Errors {

        static Stream<Arguments> messages() {
            var shape = Shape.of(2);
            return Stream.of(
                    row(
                            () -> Random.bits(KEY, shape, DType.F32),
                            "bits are held by u8, i16, u32 or i64, but got dtype f32."),
                    row(
                            () -> Random.uniform(KEY, shape, DType.I32),
                            "uniform draws floating-point numbers, but got dtype i32. Use randint for integers."),
                    row(
                            () -> Random.normal(KEY, shape, DType.U8),
                            "normal draws floating-point numbers, but got dtype u8. Use randint for integers."),
                    row(
                            () -> Random.gumbel(KEY, shape, DType.BOOL),
                            "gumbel draws floating-point numbers, but got dtype bool."),
                    row(
                            () -> Random.randint(KEY, shape, 0, 5, DType.F32),
                            "randint draws integers, but got dtype f32. Use uniform for floating-point numbers."),
                    row(
                            () -> Random.randint(KEY, shape, 0, 300, DType.U8),
                            "randint needs bounds from 0 to 256 for u8, but got [0, 300)."),
                    row(
                            () -> Random.randint(KEY, shape, -129, 5, DType.I8),
                            "randint needs bounds from -128 to 128 for i8, but got [-129, 5)."),
                    row(
                            () -> Random.randint(KEY, shape, Tensor.scalar(0.5), Tensor.scalar(3), DType.I32),
                            "randint needs integer bounds, but got f32[]."),
                    row(
                            () -> Random.uniform(KEY, shape, Ops.zeros(3), Ops.ones(1)),
                            "uniform: a parameter of shape [3] does not broadcast to the shape [2] of the samples."),
                    row(
                            () -> Random.gamma(KEY, Ops.ones(2, 2), shape),
                            "gamma: a parameter of shape [2, 2] does not broadcast to the shape [2] of the samples."),
                    row(
                            () -> Random.bernoulli(KEY, Tensor.scalar(1), shape),
                            "bernoulli needs floating-point probabilities, but got i32[]."),
                    row(
                            () -> Random.bernoulli(KEY, Tensor.scalar(0.5), shape, SamplingMode.HIGHEST),
                            "bernoulli has the modes LOW and HIGH, but got HIGHEST."),
                    row(
                            () -> Random.permutation(KEY, Ops.zeros(2, 3), 2),
                            "permutation: axis 2 is out of range for shape [2, 3]."),
                    row(
                            () -> Random.choice(KEY, 3, o -> o.shape(4).replace(false)),
                            "choice cannot draw 4 of 3 entries without replacement. Draw fewer or set replace(true)."),
                    row(() -> Random.choice(KEY, 0), "choice cannot draw 1 of 0 entries."),
                    row(
                            () -> Random.choice(KEY, 3, o -> o.p(Ops.ones(2))),
                            "choice needs one probability for each of 3 entries, but got p of shape [2]."),
                    row(
                            () -> Random.categorical(KEY, Ops.zeros(2, 3), o -> o.axis(-3)),
                            "categorical: axis -3 is out of range for shape [2, 3]."),
                    row(
                            () -> Random.categorical(KEY, Ops.zeros(2, 3), o -> o.shape(4)),
                            "categorical: the shape [4] of the samples does not end in the batch shape [2] of the logits [2, 3]."),
                    row(
                            () -> Random.categorical(
                                    KEY, Ops.zeros(2, 3), o -> o.shape(4, 2).replace(false)),
                            "categorical cannot draw 4 of 3 categories without replacement. Draw fewer or set replace(true)."),
                    row(
                            () -> Random.categorical(KEY, Ops.arange(3)),
                            "categorical needs floating-point logits, but got i32[3]."),
                    row(
                            () -> Random.dirichlet(KEY, Tensor.scalar(1.0)),
                            "dirichlet needs parameters [..., n], but got a scalar."),
                    row(
                            () -> Random.multivariateNormal(KEY, Ops.zeros(3), Ops.eye(2)),
                            "multivariateNormal needs a mean [..., n] and a covariance [..., n, n], but got f32[3] and f32[2, 2]."),
                    row(
                            () -> Random.multivariateNormal(KEY, Ops.zeros(4, 3), Ops.eye(3), Shape.of(2)),
                            "multivariateNormal: a parameter of batch shape [4] does not broadcast to the shape [2] of the samples."),
                    row(
                            () -> Random.orthogonal(KEY, 3, 3, Shape.SCALAR, DType.F16),
                            "orthogonal draws f32 or f64 numbers, but got dtype f16."),
                    row(
                            () -> Random.gamma(KEY.withLayout(Key.Layout.LEGACY), 1, shape),
                            "gamma has no rule for keys of the layout LEGACY. Use key.withLayout(PARTITIONABLE), which gives other numbers than old JAX."));
        }

        private static Arguments row(ThrowingCallable call, String message) {
            return Arguments.of(call, message);
        }

        @ParameterizedTest(name = "{1}")
        @MethodSource("messages")
        void sayWhatIsWrong(ThrowingCallable call, String message) {
            assertThatThrownBy(call).hasMessage(message);
        }

        @Test
        void areOfTheirTypes() {
            assertThatThrownBy(() -> Random.uniform(KEY, Shape.of(2), DType.I32))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Random.permutation(KEY, Tensor.scalar(1), 0))
                    .isInstanceOf(ShapeException.class);
            assertThatThrownBy(() -> Random.poisson(KEY.withLayout(Key.Layout.LEGACY), 1, Shape.of(2)))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
