package dev.haiku.internal.llvm;

import dev.haiku.array.Shape;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Equations that become one kernel.
 *
 * <p>Those of a loop share its domain, the axes of a tensor without those of size one. Each result either has an
 * element for each of the domain's, or one for each row, after a reduction along the inner axes.
 */
final class Cluster {

    /** How a kernel is written. */
    enum Kind {
        /** For each row, its elements one vector after another; reductions run along the vectors. */
        ROWS,
        /** For each vector of the last axis, the elements above each other; reductions keep the lanes apart. */
        COLUMNS,
        /** A product of matrices, or another operation with a kernel of its own. */
        CALL
    }

    private final int number;
    private final Kind kind;
    private final List<Integer> sizes;
    private Set<Integer> inner = Set.of();
    private final List<Equation> equations = new ArrayList<>();
    private final Map<Var, Boolean> isFull = new HashMap<>();
    private final Set<Var> outputs = new LinkedHashSet<>();
    private final Set<Var> reads = new LinkedHashSet<>();

    Cluster(int number, Kind kind, List<Integer> sizes) {
        this.number = number;
        this.kind = kind;
        this.sizes = sizes;
    }

    /** {@return the sizes of a shape other than one; a single one if there is no other} */
    static List<Integer> sizes(Shape shape) {
        var sizes = shape.toList().stream().filter(size -> size != 1).toList();
        return sizes.isEmpty() ? List.of(1) : sizes;
    }

    /** {@return the axes of a domain that axes of a shape are} */
    static Set<Integer> axes(Shape shape, List<Integer> axes) {
        Set<Integer> result = new LinkedHashSet<>();
        int at = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.dim(axis) != 1) {
                if (axes.contains(axis)) {
                    result.add(at);
                }
                at++;
            }
        }
        return result;
    }

    /** {@return the sizes of the axes that are not inner ones} */
    static List<Integer> rows(List<Integer> sizes, Set<Integer> inner) {
        var rows = IntStream.range(0, sizes.size())
                .filter(axis -> !inner.contains(axis))
                .mapToObj(sizes::get)
                .toList();
        return rows.isEmpty() ? List.of(1) : rows;
    }

    void add(Equation equation, boolean full) {
        equations.add(equation);
        equation.outputs().forEach(output -> isFull.put(output, full));
    }

    /** Notes that a variable has one element per row. */
    void setRow(Var variable) {
        isFull.put(variable, false);
    }

    void reduceAlong(Set<Integer> axes) {
        inner = axes;
    }

    /** {@return the indices of an element of a variable of this cluster, in the domain} */
    List<Index> indices(Var variable) {
        List<Integer> axes = IntStream.range(0, sizes.size())
                .filter(axis -> isFull(variable) || !inner.contains(axis))
                .boxed()
                .toList();
        return indices(variable.type().shape(), axes);
    }

    private List<Index> indices(Shape shape, List<Integer> axes) {
        List<Index> result = new ArrayList<>();
        int at = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            result.add(
                    shape.dim(axis) == 1 ? Index.constant(0, sizes.size()) : Index.along(axes.get(at++), sizes.size()));
        }
        return result;
    }

    /** {@return the indices of the element at hand of a tensor that has the domain's size} */
    List<Index> fullIndices(Atom atom) {
        return indices(
                atom.type().shape(), IntStream.range(0, sizes.size()).boxed().toList());
    }

    boolean has(Var variable) {
        return isFull.containsKey(variable);
    }

    boolean isFull(Var variable) {
        return isFull.getOrDefault(variable, false);
    }

    int number() {
        return number;
    }

    Kind kind() {
        return kind;
    }

    List<Integer> sizes() {
        return sizes;
    }

    Set<Integer> inner() {
        return inner;
    }

    List<Equation> equations() {
        return equations;
    }

    /** {@return the results that are needed in memory} */
    Set<Var> outputs() {
        return outputs;
    }

    /** {@return the variables of other clusters and of the region's inputs that it reads} */
    Set<Var> reads() {
        return reads;
    }

    long elements() {
        return sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
}
