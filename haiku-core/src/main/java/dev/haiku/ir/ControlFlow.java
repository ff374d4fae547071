package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.ArrayList;
import java.util.List;

/** Primitives that run programs as often as they are told: loops and branches. */
public sealed interface ControlFlow extends Primitive {

    @Override
    List<Program> programs();

    /** {@return the same with other programs in place of its own, in the order of {@link #programs}} */
    ControlFlow withPrograms(List<Program> programs);

    /**
     * Runs a body once for each index of the operands' first axis, and carries values from run to run.
     *
     * <p>Operands are constants, initial carries and sequences; the body takes constants, carries and one element of
     * each sequence, and gives carries and one element of each result. Results are the last carries and the sequences
     * of the others.
     *
     * @param body the program
     * @param constants how many operands are the same in each run
     * @param carries how many values are carried
     * @param length how often the body runs; the size of the first axis of the sequences
     * @param reverse whether it runs from the last index to the first; results lie at the index of their run in either
     *     case
     */
    record Scan(Program body, int constants, int carries, int length, boolean reverse) implements ControlFlow {

        /** Checks that the body has these operands and results. */
        public Scan {
            if (constants < 0
                    || carries < 0
                    || length < 0
                    || body.inputs().size() < constants + carries
                    || body.outputs().size() < carries) {
                throw new IllegalArgumentException(
                        "scan: a body of " + body.inputs().size() + " inputs and "
                                + body.outputs().size() + " outputs cannot run " + length + " times with " + constants
                                + " constants and " + carries + " carries.");
            }
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var wanted = body.inputTypes();
            TypeRules.arity(this, wanted.size(), inputs);
            for (int i = 0; i < wanted.size(); i++) {
                int operand = i;
                var type = i < constants + carries ? wanted.get(i) : sequence(wanted.get(i));
                TypeRules.require(
                        type.equals(inputs.get(i)),
                        this,
                        () -> what(operand) + " must be " + type + " for a body that takes " + wanted + " and runs "
                                + length + " times, but it is " + inputs.get(operand));
            }
            var results = body.outputTypes();
            TypeRules.keepsCarries(this, wanted.subList(constants, constants + carries), results.subList(0, carries));
            List<TensorType> types = new ArrayList<>(results.subList(0, carries));
            results.subList(carries, results.size()).forEach(type -> types.add(sequence(type)));
            return types;
        }

        private String what(int operand) {
            return operand < constants
                    ? "constant " + operand
                    : operand < constants + carries
                            ? "carry " + (operand - constants)
                            : "sequence " + (operand - constants - carries);
        }

        private TensorType sequence(TensorType element) {
            return element.withShape(element.shape().insert(0, length));
        }

        /** {@return the number of sequences that it reads} */
        public int sequences() {
            return body.inputs().size() - constants - carries;
        }

        @Override
        public List<Program> programs() {
            return List.of(body);
        }

        @Override
        public Scan withPrograms(List<Program> programs) {
            return new Scan(programs.get(0), constants, carries, length, reverse);
        }

        @Override
        public String parameters() {
            return "constants=" + constants + ", carries=" + carries + ", length=" + length + ", reverse=" + reverse;
        }
    }

    /**
     * Runs a body as long as a condition holds.
     *
     * <p>Operands are the condition's constants, the body's constants and the initial carries; each program takes its
     * constants and the carries. Results are the last carries.
     *
     * @param condition gives a {@code bool} scalar
     * @param body gives the next carries
     * @param conditionConstants how many constants the condition has
     * @param bodyConstants how many constants the body has
     */
    record While(Program condition, Program body, int conditionConstants, int bodyConstants) implements ControlFlow {

        /** Checks that the programs have these operands. */
        public While {
            if (conditionConstants < 0
                    || bodyConstants < 0
                    || condition.inputs().size() - conditionConstants
                            != body.inputs().size() - bodyConstants
                    || body.inputs().size() < bodyConstants) {
                throw new IllegalArgumentException(
                        "while: a condition of " + condition.inputs().size() + " inputs with " + conditionConstants
                                + " constants and a body of " + body.inputs().size() + " inputs with " + bodyConstants
                                + " constants do not take the same carries.");
            }
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            int constants = conditionConstants + bodyConstants;
            TypeRules.arity(this, constants + carries(), inputs);
            var carried = inputs.subList(constants, inputs.size());
            requireOperands("condition", condition, inputs.subList(0, conditionConstants), carried);
            requireOperands("body", body, inputs.subList(conditionConstants, constants), carried);
            var bool = new TensorType(DType.BOOL, Shape.SCALAR);
            TypeRules.require(
                    condition.outputTypes().equals(List.of(bool)),
                    this,
                    () -> "the condition must give " + bool + ", but gives " + condition.outputTypes());
            TypeRules.keepsCarries(this, carried, body.outputTypes());
            return carried;
        }

        private void requireOperands(
                String what, Program program, List<TensorType> constants, List<TensorType> carried) {
            List<TensorType> given = new ArrayList<>(constants);
            given.addAll(carried);
            TypeRules.require(
                    program.inputTypes().equals(given),
                    this,
                    () -> "the " + what + " takes " + program.inputTypes() + ", but got " + given);
        }

        /** {@return the number of values that it carries} */
        public int carries() {
            return body.inputs().size() - bodyConstants;
        }

        @Override
        public List<Program> programs() {
            return List.of(condition, body);
        }

        @Override
        public While withPrograms(List<Program> programs) {
            return new While(programs.get(0), programs.get(1), conditionConstants, bodyConstants);
        }

        @Override
        public String parameters() {
            return "conditionConstants=" + conditionConstants + ", bodyConstants=" + bodyConstants;
        }
    }

    /**
     * Runs one of several programs; operands are its index, an {@code i32} scalar that is moved into range, and what
     * all the programs take.
     *
     * @param branches the programs, of the same types
     */
    record Cond(List<Program> branches) implements ControlFlow {

        /** Copies the list. */
        public Cond {
            branches = List.copyOf(branches);
            if (branches.isEmpty()) {
                throw new IllegalArgumentException("cond: needs at least one branch.");
            }
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var index = new TensorType(DType.I32, Shape.SCALAR);
            TypeRules.require(
                    !inputs.isEmpty() && inputs.get(0).equals(index),
                    this,
                    () -> "needs an index " + index + " as first operand, but got " + inputs);
            var operands = inputs.subList(1, inputs.size());
            var results = branches.get(0).outputTypes();
            for (int k = 0; k < branches.size(); k++) {
                int position = k;
                var branch = branches.get(k);
                TypeRules.require(
                        branch.inputTypes().equals(operands),
                        this,
                        () -> "branch " + position + " takes " + branch.inputTypes() + ", but got " + operands);
                TypeRules.require(
                        branch.outputTypes().equals(results),
                        this,
                        () -> "branches must give the same types, but branch 0 gives " + results + " and branch "
                                + position + " gives " + branch.outputTypes());
            }
            return results;
        }

        @Override
        public List<Program> programs() {
            return branches;
        }

        @Override
        public Cond withPrograms(List<Program> programs) {
            return new Cond(programs);
        }

        @Override
        public String parameters() {
            return "branches=" + branches.size();
        }
    }
}
