package dev.haiku.internal.llvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.ir.Equation;
import dev.haiku.ir.PrimitiveCase;
import dev.haiku.ir.Structural;
import dev.haiku.ir.Var;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled code against the plain Java kernels, for every primitive that is compiled. */
class LlvmRegionsTest {

    private static final LlvmRegions COMPILER = new LlvmRegions();
    private static final int MOST_ROWS = 25;

    @BeforeAll
    static void needsLlvm() {
        Assumptions.assumeTrue(COMPILER.isAvailable(), "LLVM has no library for this platform");
    }

    static Stream<String> primitives() {
        var names = new TreeSet<String>();
        PrimitiveCase.all().stream()
                .filter(row -> COMPILER.accepts(equation(row))
                        && !(row.op() instanceof Structural.Reshape)) // no result of a region
                .forEach(row -> names.add(row.op().opName()));
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void agreesWithJava(String name) {
        var rows = PrimitiveCase.all().stream()
                .filter(row -> row.op().opName().equals(name) && COMPILER.accepts(equation(row)))
                .limit(MOST_ROWS)
                .toList();
        var equations = rows.stream().map(LlvmRegionsTest::equation).toList();
        var operands = rows.stream().map(row -> row.inputs(7)).toList();

        var actual =
                RegionRun.of(equations, operands.stream().flatMap(List::stream).toList(), COMPILER::prepare);

        for (int i = 0; i < rows.size(); i++) {
            var expected = RegionRun.reference(rows.get(i).op(), operands.get(i));
            assertClose(rows.get(i), actual.get(i), expected);
        }
    }

    private static Equation equation(PrimitiveCase row) {
        var inputs = row.inputTypes().stream().map(Var::new).toList();
        var outputs =
                row.op().outputTypes(row.inputTypes()).stream().map(Var::new).toList();
        return new Equation(row.op(), List.copyOf(inputs), outputs);
    }

    /** Sums are added in another order, and functions are other polynomials: some units in the last place of the largest term. */
    private static void assertClose(PrimitiveCase row, HostArray actual, HostArray expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.size(); i++) {
            double a = actual.getDouble(i);
            double e = expected.getDouble(i);
            double allowed = expected.dtype().isFloating()
                    ? (expected.dtype() == DType.F64 ? 1e-14 : 2e-6) * Math.max(1, Math.abs(e))
                    : 0;
            if (Double.compare(a, e) != 0 && !(Math.abs(a - e) <= allowed)) {
                throw new AssertionError(row + ": element " + i + " is " + a + ", but Java computes " + e);
            }
        }
    }
}
