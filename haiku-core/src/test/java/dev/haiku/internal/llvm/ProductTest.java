package dev.haiku.internal.llvm;

import static dev.haiku.func.Func.jit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.ConvDimensions;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Convolution.Geometry;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrix products of all layouts, and convolutions, against the plain Java kernel, for processors with registers of several sizes. */
class ProductTest {

    /** Rows, depth and columns: around the sizes of tiles, vectors, parts and units. */
    private static final int[][] SIZES = {
        {1, 1, 1},
        {1, 7, 5},
        {1, 300, 1},
        {300, 5, 1},
        {1, 33, 260},
        {2, 16, 16},
        {3, 17, 33},
        {4, 64, 10},
        {7, 40, 49},
        {8, 16, 48},
        {9, 1, 100},
        {16, 31, 15},
        {23, 65, 47},
        {24, 128, 96},
        {25, 257, 97},
        {64, 520, 20},
        {70, 1030, 33},
        {5, 2100, 3}
    };

    private enum Layout {
        PLAIN,
        LEFT_TRANSPOSED,
        RIGHT_TRANSPOSED,
        BOTH_TRANSPOSED
    }

    private record Case(Primitive op, List<TensorType> inputs) {}

    @BeforeAll
    static void needsLlvm() {
        Assumptions.assumeTrue(new LlvmRegions().isAvailable(), "LLVM has no library for this platform");
    }

    static Stream<Arguments> processors() {
        var host = Llvm.get().map(Llvm::host).orElseThrow();
        Stream<HostProcessor> processors = host.triple().startsWith("x86_64")
                ? Stream.of(
                        host,
                        new HostProcessor(host.triple(), "haswell", "+avx2,+fma"),
                        new HostProcessor(host.triple(), "x86-64", "+sse2"))
                : Stream.of(host);
        return processors.flatMap(
                processor -> Stream.of(DType.F32, DType.F64).map(dtype -> Arguments.of(processor, dtype)));
    }

    @ParameterizedTest
    @MethodSource("processors")
    void agreeWithJava(HostProcessor processor, DType dtype) {
        for (var layout : Layout.values()) {
            var cases = Stream.of(SIZES)
                    .map(sizes -> matrices(layout, dtype, sizes))
                    .toList();
            assertAgrees(processor, cases);
        }
    }

    @ParameterizedTest
    @MethodSource("processors")
    void agreeWithJavaInBatches(HostProcessor processor, DType dtype) {
        var heads = new DotGeneral(List.of(3), List.of(3), List.of(0, 2), List.of(0, 2)); // [b t h d] [b s h d]
        var values = new DotGeneral(List.of(3), List.of(1), List.of(0, 1), List.of(0, 2)); // [b h t s] [b s h d]
        assertAgrees(
                processor,
                List.of(
                        new Case(heads, types(dtype, Shape.of(2, 9, 3, 20), Shape.of(2, 11, 3, 20))),
                        new Case(values, types(dtype, Shape.of(2, 3, 9, 11), Shape.of(2, 11, 3, 20))),
                        new Case(
                                new DotGeneral(List.of(2), List.of(1), List.of(0), List.of(0)),
                                types(dtype, Shape.of(5, 1, 6), Shape.of(5, 6, 4)))));
    }

    @ParameterizedTest
    @MethodSource("processors")
    void convolutionsAgreeWithJava(HostProcessor processor, DType dtype) {
        var flat = ConvDimensions.channelsLast(2);
        var turned = ConvDimensions.of("NHWC", "HWOI", "NHWC"); // as in the derivative along the input
        var plain = Geometry.plain(2);
        var padded = geometry(List.of(1, 1), 1, 2, List.of(1, 1));
        var strided = geometry(List.of(2, 3), 1, 1, List.of(1, 1));
        var dilated = geometry(List.of(1, 2), 2, 0, List.of(2, 3));
        List<Case> cases = new ArrayList<>();
        for (var geometry : List.of(plain, padded, strided, dilated)) {
            cases.add(convolution(dtype, geometry, flat, Shape.of(2, 9, 11, 3), Shape.of(3, 2, 3, 5)));
            cases.add(convolution(dtype, geometry, flat, Shape.of(1, 7, 8, 20), Shape.of(2, 3, 20, 50)));
            cases.add(convolution(dtype, geometry, turned, Shape.of(3, 6, 7, 18), Shape.of(2, 2, 7, 18)));
        }
        cases.add(convolution(dtype, plain, flat, Shape.of(1, 3, 3, 700), Shape.of(3, 3, 700, 2)));
        cases.add(convolution(
                dtype, Geometry.plain(1), ConvDimensions.channelsLast(1), Shape.of(2, 30, 4), Shape.of(5, 4, 33)));
        cases.add(convolution(
                dtype,
                Geometry.plain(3),
                ConvDimensions.channelsLast(3),
                Shape.of(1, 4, 5, 6, 2),
                Shape.of(2, 3, 2, 2, 4)));
        cases.forEach(row ->
                assertThat(SlidingProduct.accepts(equation(row))).as("%s", row).isTrue());
        assertAgrees(processor, cases);
    }

    @Test
    void ofLiteralsAreLeftToOthers() {
        var product = jit((Tensor x) -> Ops.dot(x, Tensor.scalar(3f)));

        assertThat(product.apply(Tensor.scalar(2f)).item()).isEqualTo(6);
    }

    private static Geometry geometry(List<Integer> strides, int low, int high, List<Integer> dilation) {
        return new Geometry(strides, List.of(low, 0), List.of(high, 1), List.of(1, 1), dilation);
    }

    private static Case convolution(
            DType dtype, Geometry geometry, ConvDimensions dimensions, Shape input, Shape kernel) {
        return new Case(new ConvGeneral(geometry, dimensions, 1, 1), types(dtype, input, kernel));
    }

    private static Equation equation(Case row) {
        var variables = row.inputs().stream().map(Var::new).toList();
        var output = new Var(row.op().outputTypes(row.inputs()).get(0));
        return new Equation(row.op(), List.copyOf(variables), List.of(output));
    }

    private static Case matrices(Layout layout, DType dtype, int[] sizes) {
        boolean isLeft = layout == Layout.LEFT_TRANSPOSED || layout == Layout.BOTH_TRANSPOSED;
        boolean isRight = layout == Layout.RIGHT_TRANSPOSED || layout == Layout.BOTH_TRANSPOSED;
        var left = isLeft ? Shape.of(sizes[1], sizes[0]) : Shape.of(sizes[0], sizes[1]);
        var right = isRight ? Shape.of(sizes[2], sizes[1]) : Shape.of(sizes[1], sizes[2]);
        var op = new DotGeneral(List.of(isLeft ? 0 : 1), List.of(isRight ? 1 : 0), List.of(), List.of());
        return new Case(op, types(dtype, left, right));
    }

    private static List<TensorType> types(DType dtype, Shape left, Shape right) {
        return List.of(new TensorType(dtype, left), new TensorType(dtype, right));
    }

    private static void assertAgrees(HostProcessor processor, List<Case> cases) {
        List<Equation> equations = new ArrayList<>();
        List<HostArray> operands = new ArrayList<>();
        for (var row : cases) {
            equations.add(equation(row));
            row.inputs().forEach(type -> operands.add(numbers(type)));
        }
        var actual = RegionRun.of(equations, operands, (region, inputs, outputs) -> {
            var code = RegionCode.of(PaddedInputs.rewrite(region), processor, 2);
            var compiled = Llvm.get().orElseThrow().compile(code.text());
            return new RegionKernel(compiled, code.table().size(), code.table().arenaBytes(), inputs, outputs);
        });
        for (int i = 0; i < cases.size(); i++) {
            var row = cases.get(i);
            assertClose(row, actual.get(i), RegionRun.reference(row.op(), operands.subList(2 * i, 2 * i + 2)));
        }
    }

    private static HostArray numbers(TensorType type) {
        return HostArray.fromDoubles(
                type.dtype(), type.shape(), i -> Math.sin(i * 1.3 + type.shape().rank()));
    }

    private static void assertClose(Case row, HostArray actual, HostArray expected) {
        double allowed = expected.dtype() == DType.F64 ? 1e-13 : 1e-5;
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.getDouble(i))
                    .as("element %d of %s", i, row)
                    .isCloseTo(expected.getDouble(i), within(allowed * Math.max(1, Math.abs(expected.getDouble(i)))));
        }
    }
}
