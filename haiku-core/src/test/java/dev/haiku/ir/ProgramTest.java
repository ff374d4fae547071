package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProgramTest {

    private static final TensorType F32 = type(DType.F32, 3);
    private static final Literal TWO = new Literal(HostArray.scalar(DType.F32, 2.0));

    private final Var x = new Var(F32);
    private final Var y = new Var(F32);
    private final Var z = new Var(F32);

    private static Equation equation(Primitive op, Var output, Atom... inputs) {
        return new Equation(op, List.of(inputs), List.of(output));
    }

    private Program addAndExp() {
        return new Program(
                List.of(x),
                List.of(equation(new Elementwise.Add(), y, x, x), equation(new Elementwise.Exp(), z, y)),
                List.of(z, x));
    }

    @Nested
    class Printing {

        @Test
        void namesVariablesInTheOrderOfTheirAssignment() {
            assertThat(addAndExp()).hasToString("""
                    { lambda a:f32[3] .
                        b:f32[3] = add a a
                        c:f32[3] = exp b
                      in (c, a) }""");
        }

        @Test
        void showsParametersAndLiterals() {
            var wide = new Var(F32);
            var sum = new Var(type(DType.F32));
            var program = new Program(
                    List.of(x),
                    List.of(
                            equation(new Structural.BroadcastInDim(Shape.of(3), List.of()), wide, TWO),
                            equation(new Elementwise.Mul(), y, x, wide),
                            equation(new Reduction.ReduceSum(List.of(0)), sum, y)),
                    List.of(sum, TWO));

            assertThat(program).hasToString("""
                    { lambda a:f32[3] .
                        b:f32[3] = broadcast_in_dim[shape=[3], axes=[]] 2.0:f32[]
                        c:f32[3] = mul a b
                        d:f32[] = reduce_sum[axes=[0]] c
                      in (d, 2.0:f32[]) }""");
        }

        @Test
        void nestsTheProgramsOfCalls() {
            var program = new Program(List.of(y), List.of(equation(new Call("inner", addAndExp2()), z, y)), List.of(z));

            assertThat(program).hasToString("""
                    { lambda a:f32[3] .
                        b:f32[3] = call[name=inner] a { lambda a:f32[3] .
                            b:f32[3] = neg a
                          in (b) }
                      in (b) }""");
        }

        private Program addAndExp2() {
            var in = new Var(F32);
            var out = new Var(F32);
            return new Program(List.of(in), List.of(equation(new Elementwise.Neg(), out, in)), List.of(out));
        }

        @Test
        void printsSeveralResultsOfAnEquation() {
            var matrix = new Var(type(DType.F32, 2, 2));
            var q = new Var(type(DType.F32, 2, 2));
            var r = new Var(type(DType.F32, 2, 2));
            var program = new Program(
                    List.of(matrix),
                    List.of(new Equation(new LinearAlgebra.Qr(), List.of(matrix), List.of(q, r))),
                    List.of(r));

            assertThat(program).hasToString("""
                    { lambda a:f32[2, 2] .
                        b:f32[2, 2] c:f32[2, 2] = qr a
                      in (c) }""");
        }

        @Test
        void goesOnWithTwoLettersAfterZ() {
            var variables = IntStream.range(0, 28).mapToObj(i -> new Var(F32)).toList();
            var program = new Program(variables, List.of(), variables.subList(25, 28));

            assertThat(program.toString()).endsWith(" z:f32[3] aa:f32[3] ab:f32[3] .\n  in (z, aa, ab) }");
        }
    }

    @Test
    void knowsItsTypes() {
        assertThat(addAndExp().inputTypes()).containsExactly(F32);
        assertThat(addAndExp().outputTypes()).containsExactly(F32, F32);
    }

    @Test
    void copiesItsLists() {
        var inputs = new ArrayList<>(List.of(x));
        var program = new Program(inputs, List.of(), List.of(x));

        inputs.clear();

        assertThat(program.inputs()).containsExactly(x);
    }

    @Test
    void equalsOnlyItself() {
        assertThat(addAndExp()).isNotEqualTo(addAndExp());
    }

    @Test
    void isWellFormedIfEverythingIsAssignedBeforeItsUse() {
        assertThatCode(() -> ProgramChecker.check(addAndExp())).doesNotThrowAnyException();
    }

    @Nested
    class Errors {

        private void assertMalformed(Program program, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProgramChecker.check(program))
                    .withMessage(message);
        }

        @Test
        void rejectsAnUnassignedOperand() {
            var program = new Program(List.of(x), List.of(equation(new Elementwise.Add(), z, x, y)), List.of(z));

            assertMalformed(program, """
                    Malformed program: equation 'add' uses an unassigned variable.
                    { lambda a:f32[3] .
                        b:f32[3] = add a ?
                      in (b) }""");
        }

        @Test
        void rejectsAnUnassignedResult() {
            assertMalformed(new Program(List.of(x), List.of(), List.of(y)), """
                    Malformed program: a result uses an unassigned variable.
                    { lambda a:f32[3] .
                      in (?) }""");
        }

        @Test
        void rejectsASecondAssignment() {
            var program = new Program(List.of(x), List.of(equation(new Elementwise.Neg(), x, x)), List.of(x));

            assertMalformed(program, """
                    Malformed program: equation 'neg' assigns a variable again.
                    { lambda a:f32[3] .
                        b:f32[3] = neg b
                      in (b) }""");
        }

        @Test
        void rejectsADeclarationOfAnotherType() {
            var scalar = new Var(type(DType.F32));
            var program = new Program(List.of(x), List.of(equation(new Elementwise.Neg(), scalar, x)), List.of(scalar));

            assertMalformed(program, """
                    Malformed program: equation 'neg' gives [f32[3]], but declares [f32[]].
                    { lambda a:f32[3] .
                        b:f32[] = neg a
                      in (b) }""");
        }

        @Test
        void rejectsOperandsThatDoNotFit() {
            var program = new Program(List.of(x), List.of(equation(new Elementwise.Add(), y, x, TWO)), List.of(y));

            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> ProgramChecker.check(program))
                    .withMessage("add: operands must have the same type, but got f32[3] and f32[].");
        }

        @Test
        void rejectsAMalformedProgramInACall() {
            var inner = new Program(List.of(), List.of(), List.of(z));
            var program = new Program(List.of(), List.of(equation(new Call("f", inner), y)), List.of(y));

            assertMalformed(inner, """
                    Malformed program: a result uses an unassigned variable.
                    { lambda .
                      in (?) }""");
            assertThatIllegalArgumentException().isThrownBy(() -> ProgramChecker.check(program));
        }

        @Test
        void rejectsACallWithOtherOperands() {
            var call = new Call("f", addAndExp());

            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> call.outputTypes(List.of(type(DType.F32))))
                    .withMessage("call: program 'f' takes [f32[3]], but got [f32[]].");
        }
    }
}
