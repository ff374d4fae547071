package dev.haiku.tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Einstein's summation, reduced to diagonals, sums, pairwise products and one transposition at the end. */
final class Einsum {

    private static final String ELLIPSIS = "...";

    /** The label of the last axis of an ellipsis; those before it count up from there, beyond all letters. */
    private static final char FIRST_ELLIPSIS_LABEL = '\ue000';

    /** A tensor whose axes have labels. */
    private record Term(Tensor x, List<Character> labels) {

        int size(char label) {
            return x.dim(labels.indexOf(label));
        }

        List<Integer> axes(Collection<Character> wanted) {
            return wanted.stream().map(labels::indexOf).toList();
        }

        Term transpose(List<Character> order) {
            return new Term(Ops.transpose(x, axes(order)), order);
        }
    }

    private final List<Term> terms;
    private final List<Character> output;

    private Einsum(List<Term> terms, List<Character> output) {
        this.terms = terms;
        this.output = output;
    }

    static Einsum parse(String notation, List<Tensor> operands) {
        var sides = notation.replace(" ", "").split("->", -1);
        var inputs = sides[0].split(",", -1);
        require(sides.length <= 2, notation, "has more than one '->'");
        require(
                inputs.length == operands.size(),
                notation,
                "describes " + inputs.length + " operands, but got " + operands.size());
        var dtype = Operands.dtype(operands.toArray(Tensor[]::new));
        var terms = new ArrayList<Term>();
        int ellipsisRank = 0;
        for (int i = 0; i < inputs.length; i++) {
            var x = operands.get(i);
            int hidden = hiddenAxes(notation, inputs[i], x);
            ellipsisRank = Math.max(ellipsisRank, hidden);
            terms.add(new Term(Operands.cast(x, dtype), labels(notation, inputs[i], hidden)));
        }
        var output = sides.length == 1
                ? implicitOutput(terms, ellipsisRank)
                : explicitOutput(notation, sides[1], ellipsisRank);
        return new Einsum(prepared(notation, terms, output), output);
    }

    /** {@return how many axes of an operand its ellipsis stands for} */
    private static int hiddenAxes(String notation, String input, Tensor x) {
        int hidden = x.rank() - input.replace(ELLIPSIS, "").length();
        require(
                hidden == 0 || (hidden > 0 && input.contains(ELLIPSIS)),
                notation,
                "gives '" + input + "' to an operand of shape " + x.shape());
        return hidden;
    }

    private static List<Character> explicitOutput(String notation, String output, int ellipsisRank) {
        require(
                ellipsisRank == 0 || output.contains(ELLIPSIS),
                notation,
                "has '...' in an operand, but not in the result");
        return labels(notation, output, ellipsisRank);
    }

    private static void require(boolean condition, String notation, String fact) {
        if (!condition) {
            throw new IllegalArgumentException("einsum: '" + notation + "' " + fact + ".");
        }
    }

    private static List<Character> labels(String notation, String text, int hidden) {
        var labels = new ArrayList<Character>();
        int at = text.indexOf(ELLIPSIS);
        var letters = at < 0 ? text : text.substring(0, at) + text.substring(at + ELLIPSIS.length());
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            boolean isLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
            require(isLetter, notation, "contains '" + letter + "', which is no letter");
            labels.add(letter);
        }
        if (at >= 0) {
            labels.addAll(at, ellipsis(hidden));
        }
        return List.copyOf(labels);
    }

    private static List<Character> ellipsis(int rank) {
        return Operands.range(0, rank).stream()
                .map(i -> (char) (FIRST_ELLIPSIS_LABEL + rank - 1 - i))
                .toList();
    }

    private static List<Character> implicitOutput(List<Term> terms, int ellipsisRank) {
        var counts = terms.stream()
                .flatMap(term -> term.labels().stream())
                .collect(Collectors.groupingBy(label -> label, TreeMap::new, Collectors.counting()));
        var output = new ArrayList<>(ellipsis(ellipsisRank));
        counts.forEach((label, count) -> {
            if (count == 1 && label < FIRST_ELLIPSIS_LABEL) {
                output.add(label);
            }
        });
        return List.copyOf(output);
    }

    /** {@return the terms with every label once, and none for an axis of size 1 that broadcasts} */
    private static List<Term> prepared(String notation, List<Term> terms, List<Character> output) {
        var sizes = sizes(notation, terms);
        for (char label : output) {
            require(sizes.containsKey(label), notation, "names '" + label + "' in the result, which no operand has");
        }
        require(output.stream().distinct().count() == output.size(), notation, "repeats a letter in the result");
        return terms.stream()
                .map(term -> squeezed(term, sizes))
                .map(Einsum::diagonals)
                .toList();
    }

    private static Map<Character, Integer> sizes(String notation, List<Term> terms) {
        var sizes = new TreeMap<Character, Integer>();
        for (var term : terms) {
            for (int i = 0; i < term.labels().size(); i++) {
                char label = term.labels().get(i);
                int size = term.x().dim(i);
                int known = sizes.getOrDefault(label, 1);
                require(
                        known == 1 || size == 1 || known == size,
                        notation,
                        "gives " + (label < FIRST_ELLIPSIS_LABEL ? "'" + label + "'" : "'...'") + " the sizes " + known
                                + " and " + size);
                sizes.put(label, known == 1 ? size : known);
            }
        }
        return sizes;
    }

    private static Term squeezed(Term term, Map<Character, Integer> sizes) {
        var dropped = Operands.range(0, term.labels().size()).stream()
                .filter(i ->
                        term.x().dim(i) == 1 && sizes.getOrDefault(term.labels().get(i), 1) != 1)
                .toList();
        var kept = Operands.range(0, term.labels().size()).stream()
                .filter(i -> !dropped.contains(i))
                .map(term.labels()::get)
                .toList();
        return new Term(Ops.reshape(term.x(), term.x().shape().remove(dropped)), kept);
    }

    private static Term diagonals(Term term) {
        var labels = term.labels();
        for (char label : labels) {
            int first = labels.indexOf(label);
            int last = labels.lastIndexOf(label);
            if (first != last) {
                var rest = new ArrayList<>(labels);
                rest.remove(last);
                rest.remove(first);
                rest.add(label);
                return diagonals(new Term(Ops.diagonal(term.x(), 0, first, last), rest));
            }
        }
        return term;
    }

    Tensor compute() {
        var nodes = new ArrayList<>(terms);
        var open = new ArrayList<>(terms);
        for (var step : path()) {
            var left = nodes.get(step.left());
            var right = nodes.get(step.right());
            open.remove(left);
            open.remove(right);
            var product = product(left, right, open);
            nodes.add(product);
            open.add(product);
        }
        return summed(open.get(0), output::contains).transpose(output).x();
    }

    private List<EinsumPath.Step> path() {
        var sizes = new TreeMap<Character, Integer>();
        terms.forEach(term -> term.labels().forEach(label -> sizes.put(label, term.size(label))));
        return EinsumPath.of(
                terms.stream().map(term -> Set.copyOf(term.labels())).toList(), sizes, Set.copyOf(output));
    }

    private Term product(Term a, Term b, List<Term> others) {
        Predicate<Character> needed = label -> output.contains(label)
                || others.stream().anyMatch(t -> t.labels().contains(label));
        var left = summed(a, label -> needed.test(label) || b.labels().contains(label));
        var right = summed(b, label -> needed.test(label) || a.labels().contains(label));
        var batch = filter(left, label -> right.labels().contains(label) && needed.test(label));
        var contract = filter(left, label -> right.labels().contains(label) && !needed.test(label));
        var leftFree = filter(left, label -> !right.labels().contains(label));
        var rightFree = filter(right, label -> !left.labels().contains(label));
        var labels = new ArrayList<>(batch);
        labels.addAll(leftFree);
        labels.addAll(rightFree);
        if (contract.isEmpty()) {
            return new Term(broadcastProduct(left, right, labels), labels);
        }
        var result = Ops.dotGeneral(
                left.x(), right.x(), left.axes(contract), right.axes(contract), left.axes(batch), right.axes(batch));
        return new Term(result, labels);
    }

    /** {@return the product of terms that have no axis to be summed over} */
    private static Tensor broadcastProduct(Term left, Term right, List<Character> labels) {
        return Ops.mul(aligned(left, labels), aligned(right, labels));
    }

    /** {@return the term with axes in that order, of size 1 where it has none} */
    private static Tensor aligned(Term term, List<Character> labels) {
        var own = labels.stream().filter(term.labels()::contains).toList();
        var missing = Operands.range(0, labels.size()).stream()
                .filter(i -> !own.contains(labels.get(i)))
                .mapToInt(i -> i)
                .toArray();
        return Ops.expandDims(term.transpose(own).x(), missing);
    }

    private static List<Character> filter(Term term, Predicate<Character> wanted) {
        return term.labels().stream().filter(wanted).toList();
    }

    /** {@return the term summed over the axes that nobody needs} */
    private static Term summed(Term term, Predicate<Character> needed) {
        var vanishing = filter(term, needed.negate());
        if (vanishing.isEmpty()) {
            return term;
        }
        return new Term(Ops.sum(term.x(), term.axes(vanishing), Dims.DROP), filter(term, needed));
    }
}
