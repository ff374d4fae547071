package dev.haiku.internal.llvm;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Var;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses the variables of a cluster that are worth keeping from one phase of a row to the next: those that are dear to compute
 * and needed again, such as the exponentials of a softmax.
 */
final class RowScratch {

    /** So many bytes of a thread's stack may a row take. */
    private static final long MOST_BYTES = 1 << 16;

    private static final Set<Class<? extends Primitive>> CHEAP = Set.of(
            Elementwise.Add.class,
            Elementwise.Sub.class,
            Elementwise.Mul.class,
            Elementwise.Neg.class,
            Elementwise.Square.class,
            Elementwise.Select.class,
            Elementwise.Cast.class);

    private final Cluster cluster;
    private final Fusion.Plan plan;
    private final Phases phases;
    private final Map<Var, Equation> members = new HashMap<>();
    private final Map<Var, Set<Integer>> needed = new LinkedHashMap<>();

    private RowScratch(Cluster cluster, Fusion.Plan plan, Phases phases) {
        this.cluster = cluster;
        this.plan = plan;
        this.phases = phases;
        cluster.equations().forEach(equation -> equation.outputs().forEach(output -> members.put(output, equation)));
    }

    /** {@return the variables to keep, with the number of elements of a row of them} */
    static Map<Var, Long> choose(Cluster cluster, Fusion.Plan plan, Phases phases) {
        var scratch = new RowScratch(cluster, plan, phases);
        cluster.outputs().forEach(output -> scratch.need(output, phases.of(output)));
        cluster.equations().stream()
                .filter(equation -> Phases.endsPhase(equation, cluster))
                .forEach(equation -> scratch.need(
                        equation.inputs().get(0), phases.of(equation.outputs().get(0)) - 1));
        return scratch.kept();
    }

    /** Notes that an atom's elements are computed in a phase, and so are those that they come from. */
    private void need(Atom atom, int phase) {
        if (!(atom instanceof Var variable)) {
            return;
        }
        var equation = members.containsKey(variable) ? members.get(variable) : plan.inlinedDefinition(variable);
        if (equation != null
                && !Phases.endsPhase(equation, cluster)
                && (!members.containsKey(variable) || isNew(variable, phase))) {
            equation.inputs().forEach(input -> need(input, phase));
        }
    }

    private boolean isNew(Var variable, int phase) {
        boolean isStored = cluster.outputs().contains(variable) && phases.of(variable) < phase;
        return cluster.isFull(variable)
                && !isStored
                && needed.computeIfAbsent(variable, v -> new TreeSet<>()).add(phase);
    }

    private Map<Var, Long> kept() {
        Map<Var, Long> kept = new LinkedHashMap<>();
        long row = cluster.inner().stream()
                .mapToLong(axis -> cluster.sizes().get(axis))
                .reduce(1, (a, b) -> a * b);
        long bytes = 0;
        for (var entry : needed.entrySet()) {
            var variable = entry.getKey();
            boolean isNeededAgain = entry.getValue().stream().anyMatch(phase -> phase > phases.of(variable));
            long size = row * variable.type().dtype().bytes();
            var equation = members.get(variable);
            if (isNeededAgain && equation != null && isDear(equation) && bytes + size <= MOST_BYTES) {
                kept.put(variable, row);
                bytes += size;
            }
        }
        return kept;
    }

    private static boolean isDear(Equation equation) {
        return !CHEAP.contains(equation.op().getClass());
    }
}
