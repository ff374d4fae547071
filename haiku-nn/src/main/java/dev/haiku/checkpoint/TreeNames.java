package dev.haiku.checkpoint;

import dev.haiku.tree.TreeDef;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The names of a tree's tensors in files: the steps of their paths, joined by slashes.
 *
 * <p>{@code .params['mlp/~/linear_0']['w']} is {@code params/mlp/~/linear_0/w}, and {@code .moments[1]} is {@code
 * moments/1}.
 */
final class TreeNames {

    /** The name of the only tensor of a tree that is one tensor, which has no path. */
    private static final String ROOT = "tensor";

    private TreeNames() {}

    /**
     * {@return the names of all tensors, in the order of {@link Trees#leaves}}
     *
     * @throws IllegalArgumentException if two tensors would have one name
     */
    static List<String> of(TreeDef def) {
        var names = new ArrayList<String>();
        var pathOf = new HashMap<String, String>();
        for (var path : def.paths()) {
            var name = name(path);
            var before = pathOf.put(name, path);
            if (before != null) {
                throw new IllegalArgumentException("The tensors " + before + " and " + path
                        + " of the tree would both be saved as '" + name + "'. Rename a component or a key.");
            }
            names.add(name);
        }
        return names;
    }

    private static String name(String path) {
        List<String> steps = new ArrayList<>();
        int start = 0;
        while (start < path.length()) {
            int end = end(path, start);
            var step = path.substring(start, end);
            // an Optional adds nothing: with or without it the tensor is the same
            if (!step.equals(".get()")) {
                steps.add(step.startsWith("['") ? step.substring(2, step.length() - 2) : inner(step));
            }
            start = end;
        }
        return steps.isEmpty() ? ROOT : String.join("/", steps);
    }

    /** {@return {@code w} of {@code .w}, {@code 3} of {@code [3]}} */
    private static String inner(String step) {
        return step.startsWith("[") ? step.substring(1, step.length() - 1) : step.substring(1);
    }

    /** {@return where the step that begins at {@code start} ends} */
    private static int end(String path, int start) {
        if (path.startsWith("['", start)) {
            return path.indexOf("']", start) + 2;
        }
        int end = start + 1;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }
}
