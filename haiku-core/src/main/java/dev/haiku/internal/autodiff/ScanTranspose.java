package dev.haiku.internal.autodiff;

import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.ir.Atom;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Elementwise.Add;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The transpose of a scan that is linear in some operands: a scan in the opposite direction that carries the cotangents
 * of the carries and adds up those of the constants.
 *
 * <p>All carries count as linear: one that begins as zeros depends on linear operands after the first run.
 *
 * @param scan takes the constants that are not linear, sums of cotangents of linear constants, cotangents of carries,
 *     sequences that are not linear, cotangents of sequences; gives the cotangents of linear constants, of all carries
 *     and of linear sequences
 * @param present which constants, carries and sequences, of the linear ones, get a cotangent
 */
record ScanTranspose(Scan scan, List<Boolean> present) {

    private record Key(
            int constants, int carries, int length, boolean reverse, List<Boolean> linear, List<Boolean> given) {}

    static void apply(Scan op, LinearStep step) {
        if (!areCarriesLinear(op, step.linear())) {
            linearizeFirst(op, step);
            return;
        }
        var linear = withCarries(op, step.linear());
        var given = step.given().subList(op.carries(), step.given().size());
        var key = new Key(op.constants(), op.carries(), op.length(), op.reverse(), linear, given);
        var derived = DerivedPrograms.of(op.body(), key, () -> derive(op, linear, given));
        derived.give(step, linear, Ops.bindAll(derived.scan(), derived.operands(op, step)));
    }

    private List<Tensor> operands(Scan op, LinearStep step) {
        int firstSequence = op.constants() + op.carries();
        List<Tensor> operands = new ArrayList<>();
        int linear = 0;
        for (int i = 0; i < op.constants(); i++) {
            if (!step.isLinear(i)) {
                operands.add(step.constant(i));
            }
        }
        for (int i = 0; i < op.constants(); i++) {
            if (step.isLinear(i) && present.get(linear++)) {
                operands.add(Ops.zeros(step.type(i).shape(), step.type(i).dtype()));
            }
        }
        for (int i = 0; i < op.carries(); i++) {
            var type = step.type(op.constants() + i);
            operands.add(step.hasG(i) ? step.g(i) : Ops.zeros(type.shape(), type.dtype()));
        }
        IntStream.range(firstSequence, step.operandCount())
                .filter(i -> !step.isLinear(i))
                .forEach(i -> operands.add(step.constant(i)));
        IntStream.range(op.carries(), step.given().size()).filter(step::hasG).forEach(k -> operands.add(step.g(k)));
        return operands;
    }

    private void give(LinearStep step, List<Boolean> linear, List<Tensor> results) {
        int nextLinear = 0;
        int nextResult = 0;
        for (int i = 0; i < linear.size(); i++) {
            if (linear.get(i) && present.get(nextLinear++)) {
                var result = results.get(nextResult++);
                if (step.isLinear(i)) { // nobody asks for the others, which are carries that begin as zeros
                    step.give(i, result);
                }
            }
        }
    }

    private static ScanTranspose derive(Scan op, List<Boolean> linear, List<Boolean> given) {
        int firstSequence = op.constants() + op.carries();
        var givenByBody = Lists.concat(Lists.all(true, op.carries()), given);
        var forced = IntStream.range(0, linear.size())
                .mapToObj(i -> i >= op.constants() && i < firstSequence)
                .toList();
        var body = TransposedProgram.of(op.body(), linear, givenByBody, forced);
        int linearConstants = Lists.count(linear.subList(0, op.constants()));
        int sums = Lists.count(body.present().subList(0, linearConstants));
        int constants = op.constants() - linearConstants;
        var scan = new Scan(
                arrange(
                        body.program(),
                        constants,
                        op.sequences() - Lists.count(linear.subList(firstSequence, linear.size())),
                        op.carries(),
                        sums),
                constants,
                sums + op.carries(),
                op.length(),
                !op.reverse());
        return new ScanTranspose(scan, body.present());
    }

    /** Puts the inputs in the order of a scan and adds up the cotangents of constants. */
    private static Program arrange(Program body, int constants, int sequences, int carries, int sums) {
        List<Var> inputs = new ArrayList<>(body.inputs().subList(0, constants));
        List<Equation> equations = new ArrayList<>(body.equations());
        List<Atom> outputs = new ArrayList<>();
        for (int i = 0; i < sums; i++) {
            var term = body.outputs().get(i);
            var sum = new Var(term.type());
            var next = new Var(term.type());
            inputs.add(sum);
            equations.add(new Equation(new Add(), List.of(sum, term), List.of(next)));
            outputs.add(next);
        }
        int cotangents = constants + sequences;
        inputs.addAll(body.inputs().subList(cotangents, cotangents + carries));
        inputs.addAll(body.inputs().subList(constants, cotangents));
        inputs.addAll(body.inputs().subList(cotangents + carries, body.inputs().size()));
        outputs.addAll(body.outputs().subList(sums, body.outputs().size()));
        return new Program(inputs, equations, outputs);
    }

    private static List<Boolean> withCarries(Scan op, List<Boolean> linear) {
        List<Boolean> all = new ArrayList<>(linear);
        Collections.fill(all.subList(op.constants(), op.constants() + op.carries()), true);
        return all;
    }

    /** {@return whether each carry is linear at the start, or depends on what is after some runs} */
    private static boolean areCarriesLinear(Scan op, List<Boolean> linear) {
        var carries = new MovingCarries(linear, op.constants(), op.carries());
        carries.settle(now -> dependent(op.body(), now.operands()), moving -> moving);
        return !carries.carries().contains(false);
    }

    private static List<Boolean> dependent(Program program, List<Boolean> inputs) {
        Set<Atom> dependent = new HashSet<>(Lists.select(program.inputs(), inputs));
        for (var equation : program.equations()) {
            if (equation.inputs().stream().anyMatch(dependent::contains)) {
                dependent.addAll(equation.outputs());
            }
        }
        return program.outputs().stream().map(dependent::contains).toList();
    }

    /**
     * Carries that are not linear, such as a counter, are computed first; the linear operands do not matter to them.
     */
    private static void linearizeFirst(Scan op, LinearStep step) {
        var zeros = step.linearTypes().stream()
                .map(type -> Ops.zeros(type.shape(), type.dtype()))
                .toList();
        var recorder = LinearRecorder.trusting(Interpreters.current());
        List<Dual> operands = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < step.operandCount(); i++) {
            operands.add(
                    step.isLinear(i)
                            ? new Dual(zeros.get(next++), recorder.input(step.type(i)))
                            : Dual.constant(step.constant(i)));
        }
        var outputs = Interpreters.with(recorder, () -> ScanLinear.apply(op, operands));
        var map = recorder.finish(outputs.stream()
                .map(output -> output.moves() ? output.d() : output.primal())
                .toList());
        var cotangents = Backward.transpose(map, step.outputCotangents());
        step.giveAll(cotangents.present(), cotangents.nonZero());
    }
}
