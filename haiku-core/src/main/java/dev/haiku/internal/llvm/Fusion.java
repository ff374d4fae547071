package dev.haiku.internal.llvm;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.Reduction;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which equations of a region are computed in one loop.
 *
 * <p>Equations are taken in order. One that works element by element, or reduces, joins the loop that computes an
 * operand of it or that reads the same operand, if the domains agree and no detour over another loop would come to
 * lie between; else it starts a loop. Operations that only rearrange are no loops: they are computed where they are
 * read. What several loops or a call need lies in memory.
 */
final class Fusion {

    private static final int MOST_EQUATIONS = 400;

    private final Program region;
    private final Map<Var, Equation> definitions = new HashMap<>();
    private final Map<Var, List<Equation>> uses = new HashMap<>();
    private final Set<Var> inlined = new HashSet<>();
    private final Map<Var, Cluster> clusterOf = new HashMap<>();
    private final Map<Var, List<Cluster>> readers = new HashMap<>();
    private final List<Cluster> clusters = new ArrayList<>();
    private final List<BitSet> ancestors = new ArrayList<>();

    private Fusion(Program region) {
        this.region = region;
    }

    /** {@return the kernels of a region, in an order in which they can run} */
    static Plan plan(Program region) {
        var fusion = new Fusion(region);
        fusion.index();
        fusion.findInlined();
        region.equations().forEach(fusion::place);
        fusion.findOutputs();
        return new Plan(fusion.inOrder(), fusion.definitions, fusion.inlined);
    }

    /**
     * The result of fusion.
     *
     * @param clusters the kernels in order
     * @param definitions the equation of each variable
     * @param inlined the variables that are computed wherever they are read
     */
    record Plan(List<Cluster> clusters, Map<Var, Equation> definitions, Set<Var> inlined) {

        /** {@return the equation of a variable that is computed where it is read, else null} */
        @Nullable
        Equation inlinedDefinition(Var variable) {
            return inlined.contains(variable) ? definitions.get(variable) : null;
        }

        /** {@return the variable whose memory a variable uses: a reshape that is not inlined uses its operand's} */
        Var root(Var variable) {
            var current = variable;
            var equation = definitions.get(current);
            while (equation != null
                    && equation.op() instanceof Reshape
                    && !inlined.contains(current)
                    && equation.inputs().get(0) instanceof Var operand) {
                current = operand;
                equation = definitions.get(current);
            }
            return current;
        }
    }

    private void index() {
        for (var equation : region.equations()) {
            equation.outputs().forEach(output -> definitions.put(output, equation));
            equation.inputs().forEach(input -> {
                if (input instanceof Var v) {
                    uses.computeIfAbsent(v, key -> new ArrayList<>()).add(equation);
                }
            });
        }
    }

    /** Backwards, so that it is known of a use whether it is inlined itself. */
    private void findInlined() {
        var equations = region.equations();
        for (int i = equations.size() - 1; i >= 0; i--) {
            var equation = equations.get(i);
            var output = equation.outputs().get(0);
            if (StructureRules.accepts(equation) && !isNeededInMemory(output)) {
                inlined.add(output);
            } else if (equation.op() instanceof Elementwise && onlyFeedsOneColumnReduction(output)) {
                inlined.add(output);
            }
        }
    }

    private boolean isNeededInMemory(Var variable) {
        return region.outputs().contains(variable)
                || usesOf(variable).stream().anyMatch(use -> !isLoop(use) || isReshapeInMemory(use));
    }

    private List<Equation> usesOf(Var variable) {
        return uses.getOrDefault(variable, List.of());
    }

    private static boolean isLoop(Equation equation) {
        return equation.op() instanceof Elementwise
                || RandomRules.accepts(equation)
                || StructureRules.accepts(equation)
                || isReduction(equation);
    }

    /** A reshape that is not inlined shares the memory of its operand. */
    private boolean isReshapeInMemory(Equation equation) {
        return equation.op() instanceof Reshape
                && !inlined.contains(equation.outputs().get(0));
    }

    static boolean isReduction(Equation equation) {
        return equation.op() instanceof Reduction.Numeric || equation.op() instanceof Reduction.Logical;
    }

    static List<Integer> reducedAxes(Equation equation) {
        if (equation.op() instanceof Reduction.Numeric numeric) {
            return numeric.axes();
        }
        return ((Reduction.Logical) equation.op()).axes();
    }

    /** {@return whether a reduction keeps its operand's last axis, so that its lanes stay apart} */
    static boolean isColumns(Equation equation) {
        if (!isReduction(equation)) {
            return false;
        }
        var shape = equation.inputs().get(0).type().shape();
        var sizes = Cluster.sizes(shape);
        return !Cluster.axes(shape, reducedAxes(equation)).contains(sizes.size() - 1);
    }

    private boolean onlyFeedsOneColumnReduction(Var variable) {
        if (region.outputs().contains(variable)) {
            return false;
        }
        Set<Var> ends = new HashSet<>();
        return collectColumnEnds(variable, ends) && ends.size() == 1;
    }

    private boolean collectColumnEnds(Var variable, Set<Var> ends) {
        var all = usesOf(variable);
        for (var use : all) {
            var output = use.outputs().get(0);
            if (isColumns(use)) {
                ends.add(output);
            } else if (!(use.op() instanceof Elementwise)
                    || !inlined.contains(output)
                    || !collectColumnEnds(output, ends)) {
                return false;
            }
        }
        return !all.isEmpty();
    }

    private @Nullable Equation inlinedDefinition(Var variable) {
        return inlined.contains(variable) ? definitions.get(variable) : null;
    }

    private void place(Equation equation) {
        var output = equation.outputs().get(0);
        if (inlined.contains(output) || (equation.op() instanceof Reshape)) {
            return; // computed where it is read, or another view of memory
        }
        if (!isLoop(equation)) {
            start(equation, Cluster.Kind.CALL, List.of(1), accessesOfCall(equation));
        } else if (isReduction(equation)) {
            placeReduction(equation);
        } else {
            placeElementwise(equation);
        }
    }

    private List<Access> accessesOfCall(Equation equation) {
        List<Access> all = new ArrayList<>();
        equation.inputs().forEach(input -> {
            if (input instanceof Var v) {
                all.add(new Access(v, null));
            }
        });
        return all;
    }

    private List<Access> accesses(Equation equation, List<Integer> sizes) {
        var probe = new Cluster(-1, Cluster.Kind.ROWS, sizes);
        List<Access> all = new ArrayList<>();
        if (!(equation.op() instanceof Elementwise) && !isReduction(equation)) {
            var output = equation.outputs().get(0);
            all.addAll(Access.of(
                    output, probe.fullIndices(output), sizes, v -> v.equals(output) ? equation : inlinedDefinition(v)));
        } else {
            for (var input : equation.inputs()) {
                all.addAll(Access.of(input, probe.fullIndices(input), sizes, this::inlinedDefinition));
            }
        }
        return all;
    }

    private void placeElementwise(Equation equation) {
        var sizes = Cluster.sizes(equation.outputs().get(0).type().shape());
        var accesses = accesses(equation, sizes);
        for (var candidate : candidates(accesses)) {
            if (candidate.kind() == Cluster.Kind.ROWS && candidate.equations().size() < MOST_EQUATIONS) {
                if (joinsFull(candidate, sizes, accesses)) {
                    join(candidate, equation, true, accesses);
                    return;
                }
                if (joinsRows(candidate, sizes, accesses)) {
                    join(candidate, equation, false, accesses);
                    return;
                }
            }
        }
        start(equation, Cluster.Kind.ROWS, sizes, accesses);
    }

    private void placeReduction(Equation equation) {
        var shape = equation.inputs().get(0).type().shape();
        var sizes = Cluster.sizes(shape);
        var axes = Cluster.axes(shape, reducedAxes(equation));
        var accesses = accesses(equation, sizes);
        var kind = isColumns(equation) && !axes.isEmpty() ? Cluster.Kind.COLUMNS : Cluster.Kind.ROWS;
        for (var candidate : candidates(accesses)) {
            boolean agrees = candidate.inner().equals(axes)
                    || (kind == Cluster.Kind.ROWS && candidate.inner().isEmpty());
            if (candidate.kind() == kind && agrees && joinsFull(candidate, sizes, accesses)) {
                candidate.reduceAlong(axes);
                join(candidate, equation, axes.isEmpty(), accesses);
                return;
            }
        }
        start(equation, kind, sizes, accesses).reduceAlong(axes);
        if (!axes.isEmpty()) {
            clusters.get(clusters.size() - 1).setRow(equation.outputs().get(0));
        }
    }

    /** {@return the loops that compute or read the same variables, the latest first} */
    private List<Cluster> candidates(List<Access> accesses) {
        Set<Cluster> found = new LinkedHashSet<>();
        for (var access : accesses) {
            var root = root(access.variable());
            var cluster = clusterOf.get(root);
            if (cluster != null) {
                found.add(cluster);
            }
            found.addAll(readers.getOrDefault(root, List.of()));
        }
        return found.stream().sorted((a, b) -> b.number() - a.number()).toList();
    }

    private Var root(Var variable) {
        return new Plan(clusters, definitions, inlined).root(variable);
    }

    private boolean joinsFull(Cluster cluster, List<Integer> sizes, List<Access> accesses) {
        return cluster.sizes().equals(sizes)
                && accesses.stream().allMatch(access -> {
                    var variable = access.variable();
                    if (!cluster.has(root(variable))) {
                        return isReachable(cluster, variable);
                    }
                    return root(variable).equals(variable)
                            && (cluster.isFull(variable) ? access.isSame(sizes) : access.isRow(sizes, cluster.inner()));
                });
    }

    private boolean joinsRows(Cluster cluster, List<Integer> sizes, List<Access> accesses) {
        return !cluster.inner().isEmpty()
                && cluster.elements() > 1
                && Cluster.rows(cluster.sizes(), cluster.inner()).equals(sizes)
                && accesses.stream().anyMatch(access -> cluster.has(access.variable()))
                && accesses.stream().allMatch(access -> {
                    var variable = access.variable();
                    return cluster.has(root(variable))
                            ? root(variable).equals(variable) && !cluster.isFull(variable) && access.isSame(sizes)
                            : isReachable(cluster, variable);
                });
    }

    /** {@return whether a variable can be computed before a loop} */
    private boolean isReachable(Cluster cluster, Var variable) {
        var producer = clusterOf.get(root(variable));
        return producer == null || !ancestors.get(producer.number()).get(cluster.number());
    }

    private Cluster start(Equation equation, Cluster.Kind kind, List<Integer> sizes, List<Access> accesses) {
        var cluster = new Cluster(clusters.size(), kind, sizes);
        clusters.add(cluster);
        ancestors.add(new BitSet());
        join(cluster, equation, true, accesses);
        return cluster;
    }

    private void join(Cluster cluster, Equation equation, boolean full, List<Access> accesses) {
        cluster.add(equation, full);
        equation.outputs().forEach(output -> clusterOf.put(output, cluster));
        var before = new BitSet();
        for (var access : accesses) {
            var root = root(access.variable());
            if (cluster.has(root)) {
                continue;
            }
            cluster.reads().add(root);
            readers.computeIfAbsent(root, key -> new ArrayList<>()).add(cluster);
            var producer = clusterOf.get(root);
            if (producer != null) {
                before.set(producer.number());
                before.or(ancestors.get(producer.number()));
            }
        }
        addAncestors(cluster, before);
    }

    private void addAncestors(Cluster cluster, BitSet before) {
        ancestors.get(cluster.number()).or(before);
        for (int i = 0; i < ancestors.size(); i++) {
            if (ancestors.get(i).get(cluster.number())) {
                ancestors.get(i).or(before);
            }
        }
    }

    private void findOutputs() {
        region.outputs().forEach(this::markOutput);
        for (var cluster : clusters) {
            cluster.reads().forEach(this::markOutput);
        }
    }

    private void markOutput(Atom atom) {
        if (atom instanceof Var variable) {
            var root = root(variable);
            var cluster = clusterOf.get(root);
            if (cluster != null) {
                cluster.outputs().add(root);
            }
        }
    }

    /** {@return the clusters so that each comes after those that it reads from} */
    private List<Cluster> inOrder() {
        List<Cluster> sorted = new ArrayList<>();
        var done = new BitSet();
        for (var cluster : clusters) {
            visit(cluster, done, sorted);
        }
        return sorted;
    }

    private void visit(Cluster cluster, BitSet done, List<Cluster> sorted) {
        if (done.get(cluster.number())) {
            return;
        }
        done.set(cluster.number());
        for (var read : cluster.reads()) {
            var producer = clusterOf.get(read);
            if (producer != null) {
                visit(producer, done, sorted);
            }
        }
        sorted.add(cluster);
    }
}
