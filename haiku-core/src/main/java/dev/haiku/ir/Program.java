package dev.haiku.ir;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pure function as a list of equations in the order of their execution; closed, so all it uses is an input, a literal
 * or assigned before. {@link #toString} prints it in a stable form.
 *
 * <p>Two programs are equal only if they are the same object, so caches may key on them.
 */
public final class Program {

    private final List<Var> inputs;
    private final List<Equation> equations;
    private final List<Atom> outputs;
    private final boolean effects;
    private final Set<String> axisNames;

    /** Creates one from copies of the lists; {@link ProgramChecker} tells whether it is well formed. */
    public Program(List<Var> inputs, List<Equation> equations, List<? extends Atom> outputs) {
        this.inputs = List.copyOf(inputs);
        this.equations = List.copyOf(equations);
        this.outputs = List.copyOf(outputs);
        this.effects =
                this.equations.stream().anyMatch(equation -> equation.op().hasEffects());
        this.axisNames = axisNames(this.equations);
    }

    private static Set<String> axisNames(List<Equation> equations) {
        Set<String> names = new TreeSet<>();
        equations.forEach(equation -> names.addAll(equation.op().axisNames()));
        return names.isEmpty() ? Set.of() : Collections.unmodifiableSet(names);
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

    /** {@return whether an equation has effects} */
    public boolean hasEffects() {
        return effects;
    }

    /** {@return the names of the axes that its collectives run over} */
    public Set<String> axisNames() {
        return axisNames;
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
