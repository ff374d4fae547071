package dev.haiku.internal.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Program;
import dev.haiku.ir.ProgramChecker;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizedProgramTest {

    private static final TensorType VECTOR = new TensorType(DType.F32, Shape.of(3));

    private static Program sineTimesTwo() {
        return Staging.stage(List.of(VECTOR), in -> List.of(Ops.sin(in.get(0)).mul(2)));
    }

    @Test
    void isDerivedOncePerProgramAndMovingOperands() {
        var program = sineTimesTwo();

        var first = LinearizedProgram.of(program, List.of(true));

        assertThat(LinearizedProgram.of(program, List.of(true))).isSameAs(first);
        assertThat(LinearizedProgram.of(sineTimesTwo(), List.of(true))).isNotSameAs(first);
    }

    @Test
    void keepsResidualsButMakesConstantFillingsAgain() {
        var derived = LinearizedProgram.of(sineTimesTwo(), List.of(true));

        ProgramChecker.check(derived.primal());
        ProgramChecker.check(derived.linear());
        // the value and cos(x); not the twos
        assertThat(derived.primal().outputs()).hasSize(2);
        assertThat(derived.sources()).containsExactly(2);
        assertThat(derived.linear()).hasToString("""
            { lambda a:f32[3] b:f32[3] .
                c:f32[3] = broadcast_in_dim[shape=[3], axes=[]] 2.0:f32[]
                d:f32[3] = mul b a
                e:f32[3] = mul d c
              in (e) }\
            """);
    }

    @Test
    void takesResidualsThatAreOperandsOrValuesFromThere() {
        var program = Staging.stage(
                List.of(VECTOR, VECTOR),
                in -> List.of(Ops.exp(in.get(0)), in.get(0).mul(in.get(1))));

        var derived = LinearizedProgram.of(program, List.of(true, false));

        assertThat(derived.primal().outputs()).hasSize(2);
        assertThat(derived.sources()).containsExactlyInAnyOrder(2, 1);
    }
}
