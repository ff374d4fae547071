package dev.haiku.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.Elementwise.Add;
import dev.haiku.ir.Elementwise.Neg;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlFlowTest {

    private static final TensorType INDEX = new TensorType(DType.I32, Shape.SCALAR);
    private static final TensorType BOOL = new TensorType(DType.BOOL, Shape.SCALAR);
    private static final TensorType F32_3 = new TensorType(DType.F32, Shape.of(3));
    private static final TensorType F32_5_3 = new TensorType(DType.F32, Shape.of(5, 3));
    private static final TensorType F32_2 = new TensorType(DType.F32, Shape.of(2));

    /** Adds constant, carry and element; gives the sum twice. */
    private static Program adding() {
        var inputs = List.of(new Var(F32_3), new Var(F32_3), new Var(F32_3));
        var first = new Var(F32_3);
        var second = new Var(F32_3);
        return new Program(
                inputs,
                List.of(
                        new Equation(new Add(), List.of(inputs.get(0), inputs.get(1)), List.of(first)),
                        new Equation(new Add(), List.of(first, inputs.get(2)), List.of(second))),
                List.of(second, second));
    }

    private static Program same(TensorType... types) {
        var inputs = List.of(types).stream().map(Var::new).toList();
        return new Program(inputs, List.of(), inputs);
    }

    private static Program negating() {
        var input = new Var(F32_3);
        var output = new Var(F32_3);
        return new Program(
                List.of(input), List.of(new Equation(new Neg(), List.of(input), List.of(output))), List.of(output));
    }

    private static Program giving(Var... variables) {
        return new Program(List.of(variables), List.of(), List.of(variables[0]));
    }

    @Test
    void scansStackWhatIsNotCarried() {
        var scan = new Scan(adding(), 1, 1, 5, false);

        assertThat(scan.outputTypes(List.of(F32_3, F32_3, F32_5_3))).containsExactly(F32_3, F32_5_3);
        assertThat(scan.sequences()).isEqualTo(1);
    }

    @Test
    void loopsGiveWhatTheyCarry() {
        var condition = giving(new Var(BOOL), new Var(F32_3));
        var loop = new While(condition, negating(), 1, 0);

        assertThat(loop.outputTypes(List.of(BOOL, F32_3))).containsExactly(F32_3);
        assertThat(loop.carries()).isEqualTo(1);
    }

    @Test
    void branchesGiveTheirResults() {
        assertThat(new Cond(List.of(negating(), same(F32_3))).outputTypes(List.of(INDEX, F32_3)))
                .containsExactly(F32_3);
    }

    @Test
    void rejectOperandsThatDoNotFitTheirPrograms() {
        var scan = new Scan(adding(), 1, 1, 5, false);
        assertThatThrownBy(() -> scan.outputTypes(List.of(F32_3, F32_3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("scan: needs 3 operands, but got 2.");
        assertThatThrownBy(() -> scan.outputTypes(List.of(F32_3, F32_2, F32_5_3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "scan: carry 0 must be f32[3] for a body that takes [f32[3], f32[3], f32[3]] and runs 5 times,"
                                + " but it is f32[2].");
        assertThatThrownBy(() -> scan.outputTypes(List.of(F32_3, F32_3, F32_3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "scan: sequence 0 must be f32[5, 3] for a body that takes [f32[3], f32[3], f32[3]] and runs 5"
                                + " times, but it is f32[3].");
        var loop = new While(giving(new Var(BOOL), new Var(F32_3)), negating(), 1, 0);
        assertThatThrownBy(() -> loop.outputTypes(List.of(BOOL, F32_2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("while: the condition takes [bool[], f32[3]], but got [bool[], f32[2]].");
        assertThatThrownBy(() -> new While(giving(new Var(F32_3)), negating(), 0, 0).outputTypes(List.of(F32_3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("while: the condition must give bool[], but gives [f32[3]].");
        var cond = new Cond(List.of(negating()));
        assertThatThrownBy(() -> cond.outputTypes(List.of(BOOL, F32_3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("cond: needs an index i32[] as first operand, but got [bool[], f32[3]].");
        assertThatThrownBy(() -> cond.outputTypes(List.of(INDEX, F32_2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("cond: branch 0 takes [f32[3]], but got [f32[2]].");
    }

    @Test
    void rejectProgramsThatDoNotFitTogether() {
        assertThatThrownBy(() -> new Scan(adding(), 2, 2, 5, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "scan: a body of 3 inputs and 2 outputs cannot run 5 times with 2 constants and 2 carries.");
        assertThatThrownBy(() -> new While(same(BOOL), negating(), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "while: a condition of 1 inputs with 1 constants and a body of 1 inputs with 0 constants do not"
                                + " take the same carries.");
        assertThatThrownBy(() -> new Cond(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cond: needs at least one branch.");
        assertThatThrownBy(() -> new Cond(List.of(negating(), giving(new Var(F32_3), new Var(F32_3))))
                        .outputTypes(List.of(INDEX, F32_3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("cond: branch 1 takes [f32[3], f32[3]], but got [f32[3]].");
        var giving2 = new Program(List.of(new Var(F32_3)), List.of(), List.of());
        assertThatThrownBy(() -> new Cond(List.of(negating(), giving2)).outputTypes(List.of(INDEX, F32_3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "cond: branches must give the same types, but branch 0 gives [f32[3]] and branch 1 gives [].");
        var turning = new Program(List.of(new Var(F32_3), new Var(F32_2)), List.of(), List.of());
        var swapped = new Program(
                turning.inputs(), List.of(), List.of(turning.inputs().get(1)));
        assertThatThrownBy(() -> new Scan(swapped, 0, 1, 5, false)
                        .outputTypes(List.of(F32_3, new TensorType(DType.F32, Shape.of(5, 2)))))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "scan: the body must keep the types of the carries, but takes [f32[3]] and gives [f32[2]].");
    }

    @Test
    void areCheckedWithTheirPrograms() {
        var input = new Var(F32_3);
        var bad = new Program(List.of(new Var(F32_3)), List.of(), List.of(new Var(F32_3)));
        var output = new Var(F32_3);
        var index = new Literal(HostArray.scalar(DType.I32, 0L));
        var program = new Program(
                List.of(input),
                List.of(new Equation(new Cond(List.of(bad)), List.of(index, input), List.of(output))),
                List.of(output));

        assertThatThrownBy(() -> ProgramChecker.check(program))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Malformed program: a result uses an unassigned variable.\n" + bad);
    }
}
