package dev.haiku.internal.exec;

import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The memory to which an executable's results go when it is given beforehand.
 *
 * <p>Kernels write a result there directly, except where it shares memory with an operand, a constant or another
 * result: that is copied afterwards.
 */
final class Destinations {

    /** Where a copied result comes from: one of the three. */
    private record Copy(
            TensorType type,
            int output,
            int fromOutput,
            int fromInput,
            @Nullable ArrayTensor constant) {}

    private static final int NONE = -1;

    private final List<Optional<Var>> direct = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private final @Nullable Buffer[] inputs;
    private final @Nullable Buffer[] outputs;

    private Destinations(int inputCount, int outputCount) {
        inputs = new Buffer[inputCount];
        outputs = new Buffer[outputCount];
    }

    static Destinations of(Plan plan) {
        var program = plan.program();
        var destinations =
                new Destinations(program.inputs().size(), program.outputs().size());
        Map<Var, Integer> written = new HashMap<>();
        for (int i = 0; i < program.outputs().size(); i++) {
            destinations.add(plan, i, written);
        }
        return destinations;
    }

    private void add(Plan plan, int output, Map<Var, Integer> written) {
        var atom = plan.program().outputs().get(output);
        var constant = plan.constants().get(atom);
        if (constant != null) {
            copy(new Copy(atom.type(), output, NONE, NONE, constant));
            return;
        }
        var root = plan.root((Var) atom);
        if (!plan.isReturned(root)) {
            copy(new Copy(atom.type(), output, NONE, plan.program().inputs().indexOf(root), null));
            return;
        }
        var earlier = written.putIfAbsent(root, output);
        if (earlier != null) {
            copy(new Copy(atom.type(), output, earlier, NONE, null));
            return;
        }
        direct.add(Optional.of(root));
    }

    private void copy(Copy copy) {
        copies.add(copy);
        direct.add(Optional.empty());
    }

    void bindInput(int index, Buffer buffer) {
        inputs[index] = buffer;
    }

    /** {@return the variable that is to be computed in this memory, if there is one} */
    Optional<Var> bindOutput(int index, Buffer buffer) {
        outputs[index] = buffer;
        return direct.get(index);
    }

    /** Fills the results that no kernel wrote. */
    void fill() {
        for (var copy : copies) {
            var target = outputs[copy.output()];
            var source = source(copy);
            if (target == null || source == null) {
                throw new IllegalStateException("Result " + copy.output() + " has no memory yet.");
            }
            ControlKernels.copy(copy.type(), source, target);
        }
    }

    private @Nullable Buffer source(Copy copy) {
        if (copy.constant() != null) {
            return copy.constant().storage().buffer();
        }
        return copy.fromInput() == NONE ? outputs[copy.fromOutput()] : inputs[copy.fromInput()];
    }
}
