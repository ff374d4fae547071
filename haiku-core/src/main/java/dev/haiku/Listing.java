package dev.haiku;

import dev.haiku.array.ByteSize;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How {@link Params} and {@link State} print, and the checks of values under a {@link Layout}. */
final class Listing {

    private static final int MOST_NAMES = 8;

    private Listing() {}

    static <V> List<V> checked(Layout layout, List<?> children, Class<V> type) {
        if (children.size() != layout.size()) {
            throw new IllegalArgumentException(
                    "The names " + layout + " need " + layout.size() + " values, but got " + children.size() + ".");
        }
        return children.stream().<V>map(type::cast).toList();
    }

    static String treePath(Layout layout, int index) {
        var path = layout.sorted().get(index);
        return "['" + path.module() + "']['" + path.name() + "']";
    }

    /** {@return a sentence that lists the names that there are} */
    static String available(Layout layout) {
        if (layout.size() == 0) {
            return "It is empty.";
        }
        var names = layout.created().stream().limit(MOST_NAMES).map(Layout.Path::toString);
        var more = layout.size() > MOST_NAMES ? " and " + (layout.size() - MOST_NAMES) + " more" : "";
        return "There are " + names.collect(Collectors.joining(", ")) + more + ".";
    }

    static long elements(Object tree) {
        return Trees.treeSize(tree);
    }

    static long bytes(Object tree) {
        return Trees.treeBytes(tree);
    }

    /** {@return the type of a value: {@code f32[2, 3]}, or the types of a tree's tensors} */
    static String type(Object value) {
        if (value instanceof Tensor tensor) {
            return tensor.type().toString();
        }
        return Trees.leaves(value).stream()
                .map(leaf -> leaf.type().toString())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    static String table(NamedValues<?, ?, ?> named, String what) {
        if (named.isEmpty()) {
            return "no " + what;
        }
        var lines = new ArrayList<String>();
        named.toMap().forEach((module, bundle) -> {
            lines.add(module);
            bundle.forEach(
                    (name, value) -> lines.add("  " + name + "\t" + type(value) + "\t" + grouped(elements(value))));
        });
        var tensors = Trees.leaves(named).size();
        lines.add("total\t" + tensors + (tensors == 1 ? " tensor, " : " tensors, ") + new ByteSize(named.bytes()) + "\t"
                + grouped(named.size()));
        return aligned(lines);
    }

    /** Aligns tab-separated cells: the first two columns to the left, the third to the right. */
    private static String aligned(List<String> lines) {
        var rows = lines.stream().map(line -> line.split("\t")).toList();
        var widths = new int[3];
        for (var row : rows) {
            for (int i = 0; row.length == 3 && i < 3; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        var format = "%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s";
        return rows.stream()
                .map(row -> row.length == 3 ? String.format(Locale.ROOT, format, row[0], row[1], row[2]) : row[0])
                .collect(Collectors.joining("\n"));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
