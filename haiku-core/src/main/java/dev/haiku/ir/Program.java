package dev.haiku.ir;

import java.util.List;

/**
 * A pure function as a list of equations in the order of their execution; closed, so all it uses is an input, a literal or
 * assigned before. {@link #toString} prints it in a stable form.
 *
 * <p>Two programs are equal only if they are the same object, so caches may key on them.
 */
public final class Program {

    private final List<Var> inputs;
    private final List<Equation> equations;
    private final List<Atom> outputs;

    /** Creates one from copies of the lists; {@link ProgramChecker} tells whether it is well formed. */
    public Program(List<Var> inputs, List<Equation> equations, List<? extends Atom> outputs) {
        this.inputs = List.copyOf(inputs);
        this.equations = List.copyOf(equations);
        this.outputs = List.copyOf(outputs);
    }

    /** {@return the parameters} */
    public List<Var> inputs() {
        return inputs;
    }

    /** {@return the steps, in order} */
    public List<Equation> equations() {
        return equations;
    }

    /** {@return the results} */
    public List<Atom> outputs() {
        return outputs;
    }

    /** {@return the types of the parameters} */
    public List<TensorType> inputTypes() {
        return inputs.stream().map(Var::type).toList();
    }

    /** {@return the types of the results} */
    public List<TensorType> outputTypes() {
        return outputs.stream().map(Atom::type).toList();
    }

    @Override
    public String toString() {
        return ProgramPrinter.print(this);
    }
}
