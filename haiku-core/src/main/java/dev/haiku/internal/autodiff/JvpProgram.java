package dev.haiku.internal.autodiff;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of values and tangents.
 *
 * @param program takes all values, then the tangents of those that move; gives the same of the results
 * @param moving which results move
 */
record JvpProgram(Program program, List<Boolean> moving) {

    private record Key(List<Boolean> moving, List<Boolean> forced) {}

    /** {@return the derivative of a program by the inputs that move} */
    static JvpProgram of(Program program, List<Boolean> moving) {
        return of(program, moving, Lists.all(false, program.outputs().size()));
    }

    /** {@return the derivative of a program of which the forced results get a tangent, even if it is zero} */
    static JvpProgram of(Program program, List<Boolean> moving, List<Boolean> forced) {
        return DerivedPrograms.of(program, new Key(moving, forced), () -> derive(program, moving, forced));
    }

    private static JvpProgram derive(Program program, List<Boolean> moving, List<Boolean> forced) {
        List<List<Boolean>> moved = new ArrayList<>();
        var types = program.inputTypes();
        var derived = Staging.stage(Lists.concat(types, Lists.select(types, moving)), inputs -> {
            var duals = Dual.pair(inputs, moving);
            var outputs = Autodiff.push("jvp", values -> ProgramEvaluator.evaluate(program, values), duals);
            var forcedOutputs = Dual.force(outputs, forced);
            moved.add(Dual.moving(forcedOutputs));
            return Dual.flatten(forcedOutputs);
        });
        return new JvpProgram(derived, moved.get(0));
    }
}
