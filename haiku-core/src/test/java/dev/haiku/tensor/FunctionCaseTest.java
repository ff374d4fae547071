package dev.haiku.tensor;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs over the table of functions. Figures are JAX's; what generated them lies beside them. */
class FunctionCaseTest {

    private static final double STEP = 1e-5;

    /** The families whose functions must all have a row. */
    private static final List<Class<?>> FAMILIES = List.of(
            TakeOps.class,
            NumericOps.class,
            BitOps.class,
            SelectionOps.class,
            SearchOps.class,
            SetOps.class,
            JoinOps.class,
            RearrangeOps.class,
            PadOps.class,
            GridOps.class,
            MaskedOps.class,
            NanOps.class,
            StatisticsOps.class,
            HistogramOps.class,
            DifferenceOps.class,
            PolynomialOps.class,
            ContractionOps.class,
            Nn.class,
            SoftmaxOps.class,
            AttentionOps.class);

    /** Tested by {@code ContractionTest}, or no function of tensors. */
    private static final List<String> ELSEWHERE =
            List.of("dotGeneral", "matmul", "dot", "broadcastShapes", "resultType");

    /** Their operands broadcast although they have different ranks. */
    private static final List<String> OF_DIFFERENT_RANKS = List.of(
            "gcd broadcast", "get crossed", "get separated twice", "vecdot", "arrayEquiv", "Nn.standardize moments");

    static Stream<FunctionCase> cases() {
        return FunctionCase.all().stream();
    }

    static Stream<FunctionCase> stagedCases() {
        return cases().filter(c -> !c.isConcrete());
    }

    static Stream<FunctionCase> mappedCases() {
        return stagedCases().filter(c -> !c.inputs().isEmpty());
    }

    static Stream<FunctionCase> casesOfOneRank() {
        return cases().filter(c -> !OF_DIFFERENT_RANKS.contains(c.name()));
    }

    static Stream<FunctionCase> differentiableCases() {
        return cases().filter(c -> !c.gradients().isEmpty());
    }

    static Stream<FunctionCase> smoothCases() {
        return cases().filter(FunctionCase::isSmooth);
    }

    @Test
    void hasACaseForEveryRowAndARowForEveryCase() {
        assertThat(FunctionCase.names())
                .containsExactlyInAnyOrderElementsOf(FunctionTable.all().keySet());
    }

    @Test
    void hasARowForEveryFunction() {
        var wanted = new TreeSet<String>();
        for (var family : FAMILIES) {
            Arrays.stream(family.getDeclaredMethods())
                    .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()))
                    .forEach(m -> wanted.add(m.getName()));
        }
        wanted.removeAll(ELSEWHERE);

        var covered = FunctionTable.all().keySet().stream()
                .map(name -> name.split(" ", -1)[0].replace("Nn.", ""))
                .toList();

        assertThat(covered).containsAll(wanted);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesWhatJaxGives(FunctionCase c) {
        assertSame(c.function().apply(c.operands()), c.outputs(), 1e-5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differentiableCases")
    void hasTheDerivativesOfJax(FunctionCase c) {
        var gradients = gradients(c, c.operands());

        c.gradients().forEach((k, expected) -> assertSame(List.of(gradients.get(k)), List.of(expected), 3e-5));
    }

    /** {@return the gradients of all operands; those of integers are what they are} */
    private static List<Tensor> gradients(FunctionCase c, List<Tensor> operands) {
        var result = new ArrayList<>(operands);
        for (int k : c.gradients().keySet()) {
            result.set(
                    k,
                    grad((Tensor x) -> c.weighted(c.function().apply(with(operands, k, x))))
                            .apply(operands.get(k)));
        }
        return result;
    }

    private static List<Tensor> with(List<Tensor> operands, int k, Tensor x) {
        var changed = new ArrayList<>(operands);
        changed.set(k, x);
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stagedCases")
    void isTheSameWhenStaged(FunctionCase c) {
        var staged = jit(c.function());

        assertSame(staged.apply(c.operands()), c.outputs(), 1e-5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesOfOneRank")
    void promotesNoRanksOnItsOwn(FunctionCase c) {
        var results = RankPromotion.STRICT.with(true, () -> c.function().apply(c.operands()));
        var gradients = RankPromotion.STRICT.with(true, () -> gradients(c, c.operands()));

        assertSame(results, c.outputs(), 1e-5);
        c.gradients().forEach((k, expected) -> assertSame(List.of(gradients.get(k)), List.of(expected), 3e-5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mappedCases")
    void mapsLikeALoop(FunctionCase c) {
        var lanes = List.of(c.operands(), turned(c.operands(), 1), turned(c.operands(), 2));
        var stacked = IntStream.range(0, c.inputs().size())
                .mapToObj(k -> Ops.stack(lanes.stream().map(lane -> lane.get(k)).toList(), 0))
                .toList();

        var mapped = vmap(c.function()).apply(stacked);

        for (int lane = 0; lane < lanes.size(); lane++) {
            int index = lane;
            var expected = c.function().apply(lanes.get(lane)).stream()
                    .map(Tensor::toHost)
                    .toList();
            assertSame(mapped.stream().map(x -> x.get(index)).toList(), expected, 1e-5);
        }
    }

    /** {@return the operands with their elements moved on in row-major order} */
    private static List<Tensor> turned(List<Tensor> operands, int places) {
        return operands.stream()
                .map(x -> x.size() == 0 ? x : Ops.roll(x, places))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smoothCases")
    void hasTheDerivativesOfCentralDifferences(FunctionCase c) {
        var operands = c.wideOperands();
        var results = c.function().apply(operands);
        var gradients = gradients(c, operands);

        assertThat(results).anyMatch(x -> x.dtype() == DType.F64);
        for (int k : c.gradients().keySet()) {
            var numeric = differences(x -> c.weighted(c.function().apply(with(operands, k, x))), operands.get(k));
            assertSame(List.of(gradients.get(k)), List.of(numeric), 1e-7);
        }
    }

    private static HostArray differences(Function<Tensor, Tensor> function, Tensor at) {
        var staged = jit(function);
        var values = at.toDoubleArray();
        var slopes = IntStream.range(0, values.length)
                .mapToDouble(i -> (staged.apply(moved(at, values, i, STEP)).item()
                                - staged.apply(moved(at, values, i, -STEP)).item())
                        / (2 * STEP))
                .toArray();
        return HostArray.of(at.shape(), slopes);
    }

    private static Tensor moved(Tensor x, double[] values, int i, double step) {
        var changed = values.clone();
        changed[i] += step;
        return Tensor.of(x.shape(), changed);
    }

    private static void assertSame(List<Tensor> actual, List<HostArray> expected, double tolerance) {
        assertThat(actual.stream().map(x -> x.type().toString()))
                .isEqualTo(expected.stream()
                        .map(x -> x.dtype() + x.shape().toString())
                        .toList());
        for (int i = 0; i < actual.size(); i++) {
            assertSame(actual.get(i), expected.get(i), tolerance);
        }
    }

    private static void assertSame(Tensor actual, HostArray expected, double tolerance) {
        double roundings = Math.max(tolerance, expected.dtype().isFloating() ? roundings(expected.dtype()) : 0);
        var numbers = actual.toDoubleArray();
        for (int i = 0; i < numbers.length; i++) {
            double wanted = expected.getDouble(i);
            boolean close = Double.compare(numbers[i] + 0.0, wanted + 0.0) == 0
                    || Math.abs(numbers[i] - wanted) <= roundings * Math.max(1, Math.abs(wanted));
            assertThat(close)
                    .as("element %d of %s is %s, not %s", i, Arrays.toString(numbers), numbers[i], wanted)
                    .isTrue();
        }
    }

    /** {@return the tolerance of a type of 16 bits; results of several operations lose a few bits} */
    private static double roundings(DType dtype) {
        return dtype.bytes() == 2 ? 2 * dtype.finfo().eps() : 0;
    }
}
