package dev.haiku;

import dev.haiku.tree.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What distinguishes {@link Params} or {@link State} from expected ones: names, structures, shapes and element types,
 * not numbers.
 *
 * <p>Prints one line for each item, sorted by module and name; nothing if there is no difference.
 *
 * @param items what is different
 */
public record Difference(List<Item> items) {

    /** How an entry can differ. */
    public enum Kind {
        /** It is expected, but not there. */
        MISSING,
        /** It is there, but not expected. */
        UNEXPECTED,
        /** It has another structure, shape or element type than expected. */
        DIFFERS
    }

    /**
     * One difference.
     *
     * @param kind how the entry differs
     * @param module the module path
     * @param name the entry's name in the module
     * @param detail its type, such as {@code f32[2]}, or what it is and what is expected
     */
    public record Item(Kind kind, String module, String name, String detail) {

        private static final Comparator<Item> ORDER =
                Comparator.comparing(Item::module).thenComparing(Item::name);

        /** {@return module path and name, such as {@code mlp/~/linear_0/w}; the name alone where the path is empty} */
        public String fullName() {
            return module.isEmpty() ? name : module + "/" + name;
        }

        @Override
        public String toString() {
            return switch (kind) {
                        case MISSING -> "missing: ";
                        case UNEXPECTED -> "unexpected: ";
                        case DIFFERS -> "differs: ";
                    }
                    + fullName() + " " + detail;
        }
    }

    /** Copies the list. */
    public Difference {
        items = List.copyOf(items);
    }

    static Difference between(NamedValues<?, ?, ?> actual, NamedValues<?, ?, ?> expected) {
        var there = actual.layout().sorted().stream().flatMap(path -> present(actual, expected, path));
        var missing = expected.layout().sorted().stream()
                .filter(path -> !actual.contains(path.module(), path.name()))
                .map(path -> item(Kind.MISSING, path, Listing.type(expected.value(path))));
        return new Difference(Stream.concat(there, missing).sorted(Item.ORDER).toList());
    }

    private static Stream<Item> present(NamedValues<?, ?, ?> actual, NamedValues<?, ?, ?> expected, Layout.Path path) {
        var value = actual.value(path);
        if (!expected.contains(path.module(), path.name())) {
            return Stream.of(item(Kind.UNEXPECTED, path, Listing.type(value)));
        }
        var detail = detail(value, expected.value(path));
        return detail.isEmpty() ? Stream.of() : Stream.of(item(Kind.DIFFERS, path, detail));
    }

    private static Item item(Kind kind, Layout.Path path, String detail) {
        return new Item(kind, path.module(), path.name(), detail);
    }

    private static String detail(Object value, Object expected) {
        if (!Listing.type(value).equals(Listing.type(expected))) {
            return "is " + Listing.type(value) + ", expected " + Listing.type(expected);
        }
        var structure = Trees.structure(value);
        var expectedStructure = Trees.structure(expected);
        return structure.equals(expectedStructure) ? "" : "is " + structure + ", expected " + expectedStructure;
    }

    /** {@return the full names of what is expected but not there} */
    public List<String> missing() {
        return names(Kind.MISSING);
    }

    /** {@return the full names of what is there but not expected} */
    public List<String> unexpected() {
        return names(Kind.UNEXPECTED);
    }

    /** {@return the full names of what has another structure, shape or element type than expected} */
    public List<String> misshapen() {
        return names(Kind.DIFFERS);
    }

    private List<String> names(Kind kind) {
        return items.stream()
                .filter(item -> item.kind() == kind)
                .map(Item::fullName)
                .toList();
    }

    /** {@return whether there is no difference} */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public String toString() {
        return items.stream().map(Item::toString).collect(Collectors.joining("\n"));
    }
}
