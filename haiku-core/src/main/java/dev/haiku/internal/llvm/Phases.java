package dev.haiku.internal.llvm;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Var;
import java.util.HashMap;
import java.util.Map;

/**
 * How often a row has been gone through when a variable is known: reductions along the row end a phase, and what depends on
 * them belongs to the next.
 */
final class Phases {

    private final Fusion.Plan plan;
    private final Map<Var, Integer> phases = new HashMap<>();

    private Phases(Fusion.Plan plan) {
        this.plan = plan;
    }

    static Phases of(Cluster cluster, Fusion.Plan plan) {
        var phases = new Phases(plan);
        for (var equation : cluster.equations()) {
            var output = equation.outputs().get(0);
            int latest = phases.latest(equation);
            phases.phases.put(output, endsPhase(equation, cluster) ? latest + 1 : latest);
        }
        return phases;
    }

    /** {@return whether an equation reduces along the row, so that its result is known after a phase} */
    static boolean endsPhase(Equation equation, Cluster cluster) {
        return Fusion.isReduction(equation)
                && !cluster.isFull(equation.outputs().get(0));
    }

    private int latest(Equation equation) {
        return equation.inputs().stream().mapToInt(this::of).max().orElse(0);
    }

    /** {@return the first phase in which an atom's elements can be computed} */
    int of(Atom atom) {
        if (!(atom instanceof Var variable)) {
            return 0;
        }
        var known = phases.get(variable);
        if (known != null) {
            return known;
        }
        var equation = plan.inlinedDefinition(variable);
        return equation == null ? 0 : latest(equation);
    }

    int last() {
        return phases.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
