package dev.haiku.internal.exec.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelProvider;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Call;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.PrimitiveCase;
import dev.haiku.ir.Program;
import dev.haiku.ir.RandomOp;
import dev.haiku.ir.TensorType;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaKernelsTest {

    private static final KernelProvider KERNELS = new JavaKernels();
    private static final Map<String, List<PrimitiveCase>> CASES = PrimitiveCase.all().stream()
            .filter(row -> !(row.op() instanceof RandomOp))
            .collect(Collectors.groupingBy(
                    row -> row.op().getClass().getSimpleName(), TreeMap::new, Collectors.toList()));

    private static final double[] NUMBERS = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        3,
        100.25,
        -7.75,
        1e-3,
        Float.MIN_VALUE,
        -Float.MIN_NORMAL,
        1e30,
        -Float.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };
    private static final long[] INTEGERS = {
        0,
        1,
        -1,
        2,
        -3,
        7,
        8,
        15,
        16,
        31,
        32,
        33,
        63,
        64,
        -64,
        127,
        -128,
        255,
        32767,
        -32768,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    static Stream<String> primitives() {
        return CASES.keySet().stream();
    }

    private static List<PrimitiveCase> cases(String primitive) {
        return CASES.getOrDefault(primitive, List.of());
    }

    static Stream<String> elementwise() {
        return primitives().filter(name -> cases(name).get(0).op() instanceof Elementwise);
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void agreeWithTheNaiveReference(String primitive) {
        for (var row : cases(primitive)) {
            var inputs = row.inputs(17);
            if (Factors.isFactorisation(row.op())) {
                Factors.assertHold(row, row.op(), inputs.get(0), KernelRun.of(KERNELS, row.op(), inputs));
                continue;
            }
            var expected = Naive.run(row.op(), inputs);
            KernelAssert.assertClose(row, row.op(), KernelRun.of(KERNELS, row.op(), inputs), expected);
        }
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void agreeWithTheNaiveReferenceAtTheEdges(String primitive) {
        for (var row : cases(primitive)) {
            if (row.inputTypes().get(0).shape().size() == 0) {
                continue;
            }
            var inputs = edges(row.inputTypes());
            var expected = Naive.run(row.op(), inputs);
            KernelAssert.assertClose(row, row.op(), KernelRun.of(KERNELS, row.op(), inputs), expected);
        }
    }

    /** Every combination of special numbers. */
    private static List<HostArray> edges(List<TensorType> types) {
        return IntStream.range(0, types.size())
                .mapToObj(operand -> {
                    var dtype = types.get(operand).dtype();
                    int choices = dtype.isFloating() ? NUMBERS.length : INTEGERS.length;
                    int size = (int) Math.pow(Math.max(NUMBERS.length, INTEGERS.length), types.size());
                    int stride = (int) Math.pow(choices, operand);
                    return dtype.isFloating()
                            ? HostArray.fromDoubles(dtype, Shape.of(size), i -> NUMBERS[i / stride % choices])
                            : HostArray.fromLongs(dtype, Shape.of(size), i -> INTEGERS[i / stride % choices]);
                })
                .toList();
    }

    @Test
    void leavesCallsToTheInterpreters() {
        var call = new Call("f", new Program(List.of(), List.of(), List.of()));

        assertThat(KERNELS.prepare(call, List.of(), List.of())).isEmpty();
    }

    @Test
    void areAskedLast() {
        assertThat(KERNELS.rank()).isEqualTo(100);
    }

    @Test
    void areFoundAsAService() {
        assertThat(ServiceLoader.load(KernelProvider.class)).hasAtLeastOneElementOfType(JavaKernels.class);
    }
}
