package dev.haiku.internal.autodiff;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The transpose of a program that is linear in some inputs.
 *
 * @param program takes the other inputs, then the given cotangents of results; gives the cotangents of those linear
 *     inputs that get one
 * @param present which of the linear inputs get one
 */
record TransposedProgram(Program program, List<Boolean> present) {

    private record Key(List<Boolean> linear, List<Boolean> given, List<Boolean> forced) {}

    /**
     * {@return the transpose of a program}
     *
     * @param linear the inputs in which it is linear
     * @param given the results that have a cotangent
     */
    static TransposedProgram of(Program program, List<Boolean> linear, List<Boolean> given) {
        return of(program, linear, given, Lists.all(false, linear.size()));
    }

    /** {@return the transpose of a program of which the forced linear inputs get a cotangent, even if it is zero} */
    static TransposedProgram of(Program program, List<Boolean> linear, List<Boolean> given, List<Boolean> forced) {
        return DerivedPrograms.of(
                program, new Key(linear, given, forced), () -> derive(program, linear, given, forced));
    }

    private static TransposedProgram derive(
            Program program, List<Boolean> linear, List<Boolean> given, List<Boolean> forced) {
        var linearTypes = Lists.select(program.inputTypes(), linear);
        var forcedLinear = Lists.select(forced, linear);
        var constantTypes = Lists.select(program.inputTypes(), Lists.not(linear));
        var cotangentTypes = Lists.select(program.outputTypes(), given);
        List<List<Boolean>> present = new ArrayList<>();
        var derived = Staging.stage(Lists.concat(constantTypes, cotangentTypes), inputs -> {
            int constants = constantTypes.size();
            var map = recordLinear(program, linear, inputs.subList(0, constants));
            var results = Backward.transpose(map, cotangents(given, inputs.subList(constants, inputs.size())));
            addZeros(results, linearTypes, forcedLinear);
            present.add(results.present());
            return results.nonZero();
        });
        return new TransposedProgram(derived, present.get(0));
    }

    private static Cotangents cotangents(List<Boolean> given, List<Tensor> tensors) {
        var cotangents = new Cotangents(given.size());
        int next = 0;
        for (int k = 0; k < given.size(); k++) {
            if (given.get(k)) {
                cotangents.add(k, tensors.get(next++));
            }
        }
        return cotangents;
    }

    private static void addZeros(Cotangents cotangents, List<TensorType> types, List<Boolean> forced) {
        for (int i = 0; i < forced.size(); i++) {
            if (forced.get(i) && !cotangents.has(i)) {
                cotangents.add(i, Ops.zeros(types.get(i).shape(), types.get(i).dtype()));
            }
        }
    }

    /** Runs a program with its linear inputs as variables: what does not depend on them is computed on the way. */
    private static LinearMap recordLinear(Program program, List<Boolean> linear, List<Tensor> constants) {
        var recorder = LinearRecorder.trusting(Interpreters.current());
        List<Tensor> inputs = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < linear.size(); i++) {
            inputs.add(linear.get(i) ? recorder.input(program.inputs().get(i).type()) : constants.get(next++));
        }
        return recorder.finish(Interpreters.with(recorder, () -> ProgramEvaluator.evaluate(program, inputs)));
    }
}
