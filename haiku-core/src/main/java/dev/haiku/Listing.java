package dev.haiku;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@link Params} and {@link State} have in common: nested maps, tables and differences of values under a {@link
 * Layout}.
 */
final class Listing {

    private static final int MOST_NAMES = 8;
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Listing() {}

    static <V> Map<String, Map<String, V>> nested(Layout layout, List<V> values) {
        var nested = new LinkedHashMap<String, Map<String, V>>();
        var ordered = layout.inCreationOrder(values);
        for (int i = 0; i < ordered.size(); i++) {
            var path = layout.created().get(i);
            nested.computeIfAbsent(path.module(), module -> new LinkedHashMap<>())
                    .put(path.name(), ordered.get(i));
        }
        nested.replaceAll((module, bundle) -> Collections.unmodifiableMap(bundle));
        return Collections.unmodifiableMap(nested);
    }

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

    static String difference(Layout layout, List<?> values, Layout expectedLayout, List<?> expectedValues) {
        var lines = new TreeMap<Layout.Path, String>();
        for (var path : expectedLayout.sorted()) {
            var expected = expectedLayout.find(expectedValues, path.module(), path.name());
            var value = layout.find(values, path.module(), path.name());
            if (value == null && expected != null) {
                lines.put(path, "missing: " + path + " " + type(expected));
            } else if (value != null && expected != null && !sameType(value, expected)) {
                lines.put(path, "differs: " + path + differing(value, expected));
            }
        }
        for (var path : layout.sorted()) {
            var value = layout.find(values, path.module(), path.name());
            if (value != null && !expectedLayout.contains(path.module(), path.name())) {
                lines.put(path, "unexpected: " + path + " " + type(value));
            }
        }
        return String.join("\n", lines.values());
    }

    private static boolean sameType(Object value, Object expected) {
        return type(value).equals(type(expected)) && Trees.structure(value).equals(Trees.structure(expected));
    }

    private static String differing(Object value, Object expected) {
        return type(value).equals(type(expected))
                ? " is " + Trees.structure(value) + ", expected " + Trees.structure(expected)
                : " is " + type(value) + ", expected " + type(expected);
    }

    static String table(Layout layout, List<?> values, String what) {
        if (values.isEmpty()) {
            return "no " + what;
        }
        var lines = new ArrayList<String>();
        nested(layout, values).forEach((module, bundle) -> {
            lines.add(module);
            bundle.forEach(
                    (name, value) -> lines.add("  " + name + "\t" + type(value) + "\t" + grouped(elements(value))));
        });
        var total = values.stream().mapToLong(Listing::elements).sum();
        var bytes = values.stream().mapToLong(Listing::bytes).sum();
        var tensors = Trees.leaves(values).size();
        lines.add("total\t" + tensors + (tensors == 1 ? " tensor, " : " tensors, ") + bytesText(bytes) + "\t"
                + grouped(total));
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

    /** {@return a size in decimal units: {@code 999 B}, {@code 1.23 kB}} */
    static String bytesText(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f %s", value, BYTE_UNITS[unit]);
    }
}
