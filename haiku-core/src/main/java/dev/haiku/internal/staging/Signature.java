package dev.haiku.internal.staging;

import dev.haiku.ir.TensorType;
import dev.haiku.tree.Flat;
import dev.haiku.tree.TreeDef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What decides whether a staged program fits a call.
 *
 * @param arguments the trees of the arguments with their static parts
 * @param types the types of their tensors
 * @param axes the names and sizes of the axes that are mapped around the call
 */
record Signature(TreeDef arguments, List<TensorType> types, Map<String, Integer> axes) {

    static Signature of(Flat arguments) {
        List<TensorType> types = new ArrayList<>(arguments.leaves().size());
        for (var leaf : arguments.leaves()) {
            types.add(leaf.type());
        }
        return new Signature(arguments.def(), types, Scopes.namedAxes());
    }

    /** {@return how unlike two signatures are: those of one structure differ in so many types only} */
    int distance(Signature other) {
        if (!arguments.equals(other.arguments)) {
            return Integer.MAX_VALUE;
        }
        int distance = axes.equals(other.axes) ? 0 : 1;
        for (int i = 0; i < types.size(); i++) {
            distance += types.get(i).equals(other.types.get(i)) ? 0 : 1;
        }
        return distance;
    }

    /** {@return in words what is different now from an earlier call} */
    String differenceFrom(Signature earlier) {
        var structure = earlier.arguments.differenceFrom(arguments);
        if (structure.isPresent()) {
            return structure.get();
        }
        List<String> differences = new ArrayList<>();
        var paths = arguments.paths();
        for (int i = 0; i < types.size(); i++) {
            if (!types.get(i).equals(earlier.types.get(i))) {
                differences.add(paths.get(i) + " is " + types.get(i) + ", not " + earlier.types.get(i));
            }
        }
        if (!axes.equals(earlier.axes)) {
            differences.add("the named axes are " + axes + ", not " + earlier.axes);
        }
        return differences.isEmpty() ? "its program was dropped" : String.join("; ", differences);
    }

    /** Prints as {@code [*, 'relu'] with f32[3]}. */
    @Override
    public String toString() {
        var text = types.stream().map(TensorType::toString).collect(Collectors.joining(", "));
        return arguments + (types.isEmpty() ? "" : " with " + text) + (axes.isEmpty() ? "" : " under axes " + axes);
    }
}
