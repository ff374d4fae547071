package dev.haiku.tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The order in which a sum of products of more than two operands is computed.
 *
 * <p>For few operands it is the one with the fewest multiplications. For many the next product is always the one that makes the
 * tensors at hand smaller by the most elements.
 */
final class EinsumPath {

    private static final int OPTIMAL_LIMIT = 8;

    /**
     * One product. Operands count from 0, and each product takes the next number.
     *
     * @param left the number of the first factor
     * @param right the number of the second factor
     */
    record Step(int left, int right) {}

    private final List<Set<Character>> operands;
    private final Map<Character, Integer> sizes;
    private final Set<Character> output;

    private EinsumPath(List<Set<Character>> operands, Map<Character, Integer> sizes, Set<Character> output) {
        this.operands = operands;
        this.sizes = sizes;
        this.output = output;
    }

    /** {@return the products in order, for operands with those labels} */
    static List<Step> of(List<Set<Character>> operands, Map<Character, Integer> sizes, Set<Character> output) {
        var path = new EinsumPath(operands, sizes, output);
        return operands.size() <= OPTIMAL_LIMIT ? path.optimal() : path.greedy();
    }

    /** The cheapest way to multiply some operands: as a product of two groups of them, or nothing for a single one. */
    private record Best(double cost, int leftGroup) {}

    /** Solves the problem for all groups of operands, sets of bits, from the small ones up. */
    private List<Step> optimal() {
        int all = (1 << operands.size()) - 1;
        var best = new Best[all + 1];
        for (int group = 1; group <= all; group++) {
            best[group] = Integer.bitCount(group) == 1 ? new Best(0, 0) : cheapest(group, best);
        }
        var steps = new ArrayList<Step>();
        emit(all, best, steps);
        return steps;
    }

    private Best cheapest(int group, Best[] best) {
        var cheapest = new Best(Double.POSITIVE_INFINITY, 0);
        int last = Integer.highestOneBit(group);
        // each split once: the group without the last operand; the larger first, so that ties go from left to right
        for (int left = group ^ last; left > 0; left = (left - 1) & (group ^ last)) {
            int right = group ^ left;
            double cost = best[left].cost() + best[right].cost() + elements(union(labels(left), labels(right)));
            if (cost < cheapest.cost()) {
                cheapest = new Best(cost, left);
            }
        }
        return cheapest;
    }

    /** {@return the number of the product of a group, after its steps were added} */
    private int emit(int group, Best[] best, List<Step> steps) {
        if (Integer.bitCount(group) == 1) {
            return Integer.numberOfTrailingZeros(group);
        }
        int leftGroup = best[group].leftGroup();
        int left = emit(leftGroup, best, steps);
        int right = emit(group ^ leftGroup, best, steps);
        steps.add(new Step(left, right));
        return operands.size() + steps.size() - 1;
    }

    /** {@return the labels of the product of a group: those that the result or another operand needs} */
    private Set<Character> labels(int group) {
        var inside = new TreeSet<Character>();
        var outside = new TreeSet<>(output);
        for (int i = 0; i < operands.size(); i++) {
            ((group >> i & 1) == 1 ? inside : outside).addAll(operands.get(i));
        }
        inside.retainAll(outside);
        return inside;
    }

    private List<Step> greedy() {
        var open = new LinkedHashMap<Integer, Set<Character>>();
        for (int i = 0; i < operands.size(); i++) {
            open.put(i, operands.get(i));
        }
        var steps = new ArrayList<Step>();
        while (open.size() > 1) {
            var next = smallest(open);
            var product = product(open, next);
            open.keySet().removeAll(List.of(next.left(), next.right()));
            open.put(operands.size() + steps.size(), product);
            steps.add(next);
        }
        return steps;
    }

    private Step smallest(Map<Integer, Set<Character>> open) {
        var ids = List.copyOf(open.keySet());
        var smallest = new Step(ids.get(0), ids.get(1));
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ids.size(); i++) {
            for (int j = i + 1; j < ids.size(); j++) {
                var step = new Step(ids.get(i), ids.get(j));
                double growth = elements(product(open, step))
                        - elements(labels(open, step.left()))
                        - elements(labels(open, step.right()));
                if (growth < least) {
                    least = growth;
                    smallest = step;
                }
            }
        }
        return smallest;
    }

    private Set<Character> product(Map<Integer, Set<Character>> open, Step step) {
        var others = new HashMap<>(open);
        others.keySet().removeAll(List.of(step.left(), step.right()));
        var needed = new TreeSet<>(output);
        others.values().forEach(needed::addAll);
        var labels = union(labels(open, step.left()), labels(open, step.right()));
        labels.retainAll(needed);
        return labels;
    }

    private static Set<Character> labels(Map<Integer, Set<Character>> open, int operand) {
        return open.getOrDefault(operand, Set.of());
    }

    private static Set<Character> union(Collection<Character> a, Collection<Character> b) {
        var union = new TreeSet<>(a);
        union.addAll(b);
        return union;
    }

    private double elements(Set<Character> labels) {
        double product = 1;
        for (char label : labels) {
            product *= sizes.getOrDefault(label, 1);
        }
        return product;
    }
}
