package dev.haiku.internal.llvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.internal.exec.KernelProvider;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.internal.exec.java.JavaKernels;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.PrimitiveCase;
import dev.haiku.ir.Program;
import dev.haiku.ir.Structural;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import java.util.ArrayList;
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
    private static final KernelProvider JAVA = new JavaKernels();
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

        var actual = run(equations, operands);

        for (int i = 0; i < rows.size(); i++) {
            var expected = reference(rows.get(i).op(), operands.get(i));
            assertClose(rows.get(i), actual.get(i), expected);
        }
    }

    private static Equation equation(PrimitiveCase row) {
        var inputs = row.inputTypes().stream().map(Var::new).toList();
        var outputs =
                row.op().outputTypes(row.inputTypes()).stream().map(Var::new).toList();
        return new Equation(row.op(), List.copyOf(inputs), outputs);
    }

    /** Runs all equations in one region, which saves compilations, and twice, which it must not mind. */
    private static List<HostArray> run(List<Equation> equations, List<List<HostArray>> operands) {
        List<Var> inputs = new ArrayList<>();
        equations.forEach(equation -> equation.inputs().forEach(input -> inputs.add((Var) input)));
        var outputs =
                equations.stream().map(equation -> equation.outputs().get(0)).toList();
        var inputSlots = inputs.stream().map(input -> new Slot(input.type())).toList();
        var outputSlots =
                outputs.stream().map(output -> new Slot(output.type())).toList();
        var kernel = COMPILER.prepare(new Program(inputs, equations, outputs), inputSlots, outputSlots);
        List<Storage> storages = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            var values = operands.stream().flatMap(List::stream).toList();
            for (int i = 0; i < values.size(); i++) {
                fill(inputSlots.get(i), values.get(i), storages);
            }
            outputSlots.forEach(slot -> storages.add(bind(slot)));
            kernel.run();
        }
        var results = outputSlots.stream().map(LlvmRegionsTest::read).toList();
        storages.forEach(Storage::release);
        return results;
    }

    private static void fill(Slot slot, HostArray value, List<Storage> storages) {
        storages.add(bind(slot));
        var bytes = value.bytes();
        slot.bytes().put(0, bytes, 0, bytes.remaining());
    }

    private static Storage bind(Slot slot) {
        var storage = Storage.allocate(slot.type());
        for (int i = 0; i < storage.buffer().capacity(); i++) {
            storage.buffer().bytes().put(i, (byte) 0xff); // NaN, in case that something is not overwritten
        }
        slot.bind(storage.buffer());
        return storage;
    }

    private static HostArray read(Slot slot) {
        int bytes = slot.size() * slot.type().dtype().bytes();
        return HostArray.fromBytes(
                slot.type().dtype(), slot.type().shape(), slot.bytes().slice(0, bytes));
    }

    private static HostArray reference(Primitive op, List<HostArray> inputs) {
        var types = inputs.stream()
                .map(array -> new TensorType(array.dtype(), array.shape()))
                .toList();
        var inputSlots = types.stream().map(Slot::new).toList();
        var outputSlots = op.outputTypes(types).stream().map(Slot::new).toList();
        List<Storage> storages = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            fill(inputSlots.get(i), inputs.get(i), storages);
        }
        outputSlots.forEach(slot -> storages.add(bind(slot)));
        JAVA.prepare(op, inputSlots, outputSlots).orElseThrow().run();
        var result = read(outputSlots.get(0));
        storages.forEach(Storage::release);
        return result;
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
