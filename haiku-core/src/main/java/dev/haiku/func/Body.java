package dev.haiku.func;

import dev.haiku.internal.staging.KnownPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.TreeDef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A staged body of a loop or a branch.
 *
 * @param program takes the captured tensors, then its own operands
 * @param captured tensors of the surroundings that it uses
 * @param result the structure of what it returns
 */
record Body(Program program, List<Tensor> captured, TreeDef result) {

    /**
     * {@return the staged function}
     *
     * @param name who stages it, for messages
     * @param argument the structure of its argument
     * @param types the types of the argument's tensors
     */
    static <P> Body stage(String name, TreeDef argument, List<TensorType> types, Function<P, ?> f) {
        var function = new TreeFunction<>(f, argument);
        var staged = Staging.stageWithCaptures(name, types, function);
        return new Body(KnownPrograms.of(staged.program()), staged.captured(), function.resultDef());
    }

    /** {@return the tensors that any of the bodies captured, each once} */
    static List<Tensor> captured(List<Body> bodies) {
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Tensor> all = new ArrayList<>();
        for (var body : bodies) {
            body.captured().stream().filter(seen::add).forEach(all::add);
        }
        return all;
    }

    /** {@return the program that takes all those tensors instead of only the captured ones} */
    Program capturing(List<Tensor> all) {
        Map<Tensor, Var> own = new IdentityHashMap<>();
        for (int i = 0; i < captured.size(); i++) {
            own.put(captured.get(i), program.inputs().get(i));
        }
        List<Var> inputs = new ArrayList<>();
        for (var tensor : all) {
            var variable = own.get(tensor);
            inputs.add(variable == null ? new Var(tensor.type()) : variable);
        }
        inputs.addAll(program.inputs().subList(captured.size(), program.inputs().size()));
        return KnownPrograms.of(new Program(inputs, program.equations(), program.outputs()));
    }

    /** {@return the types of the tensors that it returns} */
    List<TensorType> resultTypes() {
        return program.outputs().stream().map(Atom::type).toList();
    }
}
