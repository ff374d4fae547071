package dev.haiku.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.Call;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.Elementwise.Add;
import dev.haiku.ir.Elementwise.Bitcast;
import dev.haiku.ir.Elementwise.Neg;
import dev.haiku.ir.Elementwise.StopGradient;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.Reduction.ReduceSum;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EagerBackendTest {

    private static final TensorType F32_3 = new TensorType(DType.F32, Shape.of(3));

    private final EagerBackend backend = new EagerBackend();
    private final Tensor x = backend.constant(HostArray.of(Shape.of(3), 1f, 2f, 3f));
    private final Tensor y = backend.constant(HostArray.of(Shape.of(3), 10f, 20f, 30f));

    private Tensor bind(Primitive op, Tensor... inputs) {
        return backend.bind(op, List.of(inputs)).get(0);
    }

    @Test
    void computesAtOnce() {
        assertThat(bind(new Add(), x, y).toHost()).isEqualTo(HostArray.of(Shape.of(3), 11f, 22f, 33f));
    }

    @Test
    void computesTheSameOperationAgainOnOtherMemory() {
        var once = bind(new Add(), x, y);
        var twice = bind(new Add(), once, y);

        assertThat(once.toHost()).isEqualTo(HostArray.of(Shape.of(3), 11f, 22f, 33f));
        assertThat(twice.toHost()).isEqualTo(HostArray.of(Shape.of(3), 21f, 42f, 63f));
    }

    static Stream<Primitive> movingNothing() {
        return Stream.of(new Reshape(Shape.of(3, 1)), new Bitcast(DType.I32), new StopGradient());
    }

    @ParameterizedTest
    @MethodSource("movingNothing")
    void sharesMemoryWhereElementsStay(Primitive op) {
        var computed = (ArrayTensor) bind(new Neg(), x);

        var shared = (ArrayTensor) bind(op, computed);

        assertThat(shared.storage()).isSameAs(computed.storage());
        assertThat(shared.type()).isEqualTo(op.outputTypes(List.of(F32_3)).get(0));
    }

    @Test
    void computesResultsWithoutElements() {
        var empty = backend.constant(HostArray.of(Shape.of(0, 3), new float[0]));

        assertThat(bind(new Neg(), empty).toHost()).isEqualTo(HostArray.of(Shape.of(0, 3), new float[0]));
    }

    @Test
    void computesFromOperandsWithoutElements() {
        var empty = backend.constant(HostArray.of(Shape.of(0, 3), new float[0]));
        var product = new DotGeneral(List.of(0), List.of(0), List.of(), List.of());

        assertThat(bind(new ReduceSum(List.of(0)), empty).toHost()).isEqualTo(HostArray.of(Shape.of(3), 0f, 0f, 0f));
        assertThat(bind(product, empty, empty).toHost()).isEqualTo(HostArray.of(Shape.of(3, 3), new float[9]));
    }

    @Test
    void servesManyThreads() throws Exception {
        var executor = Executors.newFixedThreadPool(8);
        var value = HostArray.fromDoubles(DType.F32, Shape.of(100, 100), i -> i % 7);
        var matrix = backend.constant(value);
        var product = new DotGeneral(List.of(1), List.of(0), List.of(), List.of());
        var expected = bind(product, bind(new Neg(), matrix), matrix).toHost();
        List<Callable<HostArray>> tasks = IntStream.range(0, 400)
                .<Callable<HostArray>>mapToObj(i ->
                        () -> bind(product, bind(new Neg(), matrix), matrix).toHost())
                .toList();

        var results = executor.invokeAll(tasks);
        executor.shutdown();

        for (var result : results) {
            assertThat(result.get()).isEqualTo(expected);
        }
    }

    @Test
    void survivesThatOperandsAreClosedByOtherThreads() throws Exception {
        var executor = Executors.newFixedThreadPool(4);
        var value = HostArray.fromDoubles(DType.F32, Shape.of(100, 1000), i -> 1);
        for (int i = 0; i < 300; i++) {
            var operand = backend.constant(value);
            var sum = executor.submit(() -> sumUnlessClosed(operand));

            operand.close();

            assertThat(sum.get()).isIn(0.0, 100.0);
        }
        executor.shutdown();
    }

    private double sumUnlessClosed(Tensor operand) {
        try {
            return bind(new ReduceSum(List.of(0)), operand).toHost().getDouble(999);
        } catch (IllegalStateException closed) {
            return 0;
        }
    }

    @Test
    void runsCalledPrograms() {
        assertThat(bind(new Call("twice", twice()), x).toHost()).isEqualTo(HostArray.of(Shape.of(3), 2f, 4f, 6f));
    }

    @Test
    void evaluatesProgramsEquationByEquation() {
        var result = ProgramEvaluator.evaluate(twice(), List.of(x));

        assertThat(result.get(0).toHost()).isEqualTo(HostArray.of(Shape.of(3), 2f, 4f, 6f));
    }

    @Test
    void evaluatesLiterals() {
        var one = new Literal(HostArray.scalar(DType.F32, 1));
        var sum = new Var(one.type());
        var program = new Program(
                List.of(), List.of(new Equation(new Add(), List.of(one, one), List.of(sum))), List.of(sum, one));

        var results = ProgramEvaluator.evaluate(program, List.of());

        assertThat(results).extracting(Tensor::toHost).containsExactly(HostArray.scalar(DType.F32, 2), one.value());
    }

    private static Program twice() {
        var in = new Var(F32_3);
        var out = new Var(F32_3);
        return new Program(List.of(in), List.of(new Equation(new Add(), List.of(in, in), List.of(out))), List.of(out));
    }

    @Nested
    class Errors {

        @Test
        void rejectsTracers() {
            var tracer = new Tracer() {
                @Override
                public TensorType type() {
                    return F32_3;
                }

                @Override
                protected String why() {
                    return "It is a test.";
                }
            };

            assertThatThrownBy(() -> bind(new Add(), x, tracer))
                    .isInstanceOf(LeakedTracerException.class)
                    .hasMessage(
                            "A tensor of a finished or foreign transformation reached the evaluator: add got f32[3] without"
                                    + " numbers. Tensors of a function that is being transformed end with it; return it from the function"
                                    + " instead of storing it.");
        }

        @Test
        void rejectsOperandsThatDoNotFit() {
            var other = backend.constant(HostArray.of(Shape.of(2), 1f, 2f));

            assertThatThrownBy(() -> bind(new Add(), x, other))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("add: operands must have the same type, but got f32[3] and f32[2].");
        }

        @Test
        void rejectsClosedTensors() {
            y.close();

            assertThatThrownBy(() -> bind(new Add(), x, y))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The closed tensor f32[3] is used. It was given back with close() or donated to a compiled"
                                    + " function; keep a tensor open as long as it is needed.");
            assertThat(x.toHost().getDouble(0)).isEqualTo(1);
        }

        @Test
        void rejectsProgramOperandsOfOtherTypes() {
            var other = backend.constant(HostArray.of(Shape.of(2), 1f, 2f));

            assertThatThrownBy(() -> ProgramEvaluator.evaluate(twice(), List.of(other)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("A program takes [f32[3]], but got [f32[2]].");
        }
    }
}
