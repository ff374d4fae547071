package dev.haiku.tree;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One walk over a tree that collects its leaves and describes the rest. */
final class Flattener {

    /** Other numbers, such as counters, can change. */
    private static final Set<Class<?>> NUMBERS = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class);

    private final List<Tensor> leaves = new ArrayList<>();
    /** The steps from the root to the node being visited, innermost first. */
    private final Deque<Step> path = new ArrayDeque<>();

    private record Step(NodeKind kind, int index) {}

    static Flat flatten(Object tree) {
        var flattener = new Flattener();
        var def = flattener.visit(tree);
        return new Flat(flattener.leaves, def);
    }

    private TreeDef visit(Object value) {
        if (value instanceof Tensor leaf) {
            leaves.add(leaf);
            return TreeDef.LEAF;
        }
        if (value instanceof TreeNode<?> node) {
            return children(NodeKind.OfNode.of(node), node.treeChildren());
        }
        if (value instanceof Record) {
            return components(value);
        }
        if (value instanceof List<?> list) {
            return children(new NodeKind.OfList(list.size()), list);
        }
        if (value instanceof Map<?, ?> map) {
            return entries(map);
        }
        return rare(value);
    }

    private TreeDef rare(Object value) {
        if (isStatic(value)) {
            return new TreeDef(new NodeKind.Static(value), List.of());
        }
        if (value instanceof Object[] array) {
            var kind = new NodeKind.OfArray(array.getClass().getComponentType(), array.length);
            return children(kind, Arrays.asList(array));
        }
        if (value instanceof Optional<?> optional) {
            return children(
                    new NodeKind.OfOptional(optional.isPresent()),
                    optional.map(List::<Object>of).orElse(List.of()));
        }
        throw notATree(value);
    }

    /** {@return whether a value belongs to the structure as it is} */
    static boolean isStatic(Object value) {
        return (value instanceof Number && NUMBERS.contains(value.getClass()))
                || value instanceof Boolean
                || value instanceof String
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof Shape;
    }

    private TreeDef components(Object value) {
        var type = RecordType.of(value.getClass());
        var values = new Object[type.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.component(value, i);
        }
        return children(new NodeKind.OfRecord(type), Arrays.asList(values));
    }

    private TreeDef entries(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, child) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException(
                        "A map in a tree needs strings as keys, but" + where() + " has the key " + key + ".");
            }
            sorted.put(name, child);
        });
        return children(new NodeKind.OfMap(List.copyOf(sorted.keySet())), sorted.values());
    }

    private TreeDef children(NodeKind kind, Iterable<?> values) {
        List<TreeDef> defs = new ArrayList<>();
        for (var value : values) {
            path.push(new Step(kind, defs.size()));
            defs.add(visit(value));
            path.pop();
        }
        return new TreeDef(kind, defs);
    }

    private IllegalArgumentException notATree(Object value) {
        if (value == null) {
            return new IllegalArgumentException(
                    "A tree cannot hold null, but" + where() + " is null. Use Optional for what may be absent.");
        }
        return new IllegalArgumentException(
                "A tree cannot hold a " + value.getClass().getTypeName() + ", but" + where()
                        + " is one. A tree is made of tensors, records, lists, maps with string keys, arrays of"
                        + " objects, Optional and TreeNode; numbers, booleans, strings, enums and shapes are its"
                        + " static parts, and other immutable values in Static.of.");
    }

    private String where() {
        var text = new StringBuilder();
        path.descendingIterator()
                .forEachRemaining(step -> text.append(step.kind().step(step.index())));
        return text.isEmpty() ? " the root" : " " + text;
    }
}
