package dev.haiku.internal.staging;

import static dev.haiku.func.Func.grad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KnownProgramsTest {

    private static final TensorType VECTOR = new TensorType(DType.F32, Shape.of(3));

    private static Program program(Function<Tensor, Tensor> f) {
        return Staging.stage(List.of(VECTOR), in -> List.of(f.apply(in.get(0))));
    }

    @Test
    void oneThatDiffersInVariablesOnlyIsTheEarlierOne() {
        var first = KnownPrograms.of(program(x -> x.sin().mul(2).add(x)));

        assertThat(KnownPrograms.of(program(x -> x.sin().mul(2).add(x)))).isSameAs(first);
        assertThat(KnownPrograms.of(first)).isSameAs(first);
    }

    @Test
    void otherEquationsLiteralsUsesAndResultsMakeAnotherOne() {
        var first = KnownPrograms.of(program(x -> x.sin().mul(2).add(x)));

        for (Function<Tensor, Tensor> other : List.<Function<Tensor, Tensor>>of(
                x -> x.cos().mul(2).add(x),
                x -> x.sin().mul(3).add(x),
                x -> x.sin().mul(2).add(x.sin()),
                x -> {
                    var sine = x.sin();
                    sine.mul(2).add(x);
                    return sine;
                })) {
            assertThat(KnownPrograms.of(program(other))).isNotSameAs(first);
        }
        var shorter = Staging.stage(
                List.of(VECTOR.withShape(Shape.of(2))),
                in -> List.of(in.get(0).sin().mul(2).add(in.get(0))));
        assertThat(KnownPrograms.of(shorter)).isNotSameAs(first);
    }

    /** Notes the loops that reach it. */
    private record Watching(Interpreter below, List<Program> bodies) implements Interpreter {
        @Override
        public List<Tensor> bind(Primitive op, List<Tensor> inputs) {
            if (op instanceof Scan scan) {
                bodies.add(scan.body());
            }
            return below.bind(op, inputs);
        }
    }

    @Test
    void loopsThatRunEagerlyAreDerivedAndCompiledOnce() {
        Function<Tensor, Tensor> loop = w -> Control.scan(
                        (Tensor c, Tensor x) -> new Carried<>(Ops.tanh(c.mul(w).add(x)), c),
                        w,
                        Tensor.of(1f, 2f),
                        o -> o)
                .carry();
        var watching = new Watching(Interpreters.current(), new ArrayList<>());

        for (int i = 0; i < 3; i++) {
            float at = i;
            Interpreters.with(watching, () -> grad(loop).apply(Tensor.scalar(at)));
        }

        // there and back
        assertThat(watching.bodies()).hasSize(6);
        assertThat(watching.bodies().stream().distinct()).hasSize(2);
    }
}
