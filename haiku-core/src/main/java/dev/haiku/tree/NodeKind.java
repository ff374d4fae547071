package dev.haiku.tree;

import java.lang.reflect.Array;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a node of a tree is apart from its children; equal kinds build alike. */
sealed interface NodeKind {

    /** {@return the value with those children} */
    Object build(List<Object> children);

    /** {@return the step from this node to a child, as printed in paths} */
    String step(int index);

    /** {@return this in words, such as {@code a list of 2}} */
    String describe();

    /** {@return this with its children's printed forms} */
    String print(List<String> children);

    /** A tensor. */
    record Leaf() implements NodeKind {
        @Override
        public Object build(List<Object> children) {
            throw new IllegalStateException("a leaf is not built");
        }

        @Override
        public String step(int index) {
            return "";
        }

        @Override
        public String describe() {
            return "a tensor";
        }

        @Override
        public String print(List<String> children) {
            return "*";
        }
    }

    /** A value that is no tensor and takes part in the equality of structures. */
    record Static(Object value) implements NodeKind {
        @Override
        public Object build(List<Object> children) {
            return value;
        }

        @Override
        public String step(int index) {
            return "";
        }

        @Override
        public String describe() {
            return "the static value " + print(List.of());
        }

        @Override
        public String print(List<String> children) {
            return value instanceof String ? "'" + value + "'" : value.toString();
        }
    }

    /** A list of that many trees. */
    record OfList(int size) implements NodeKind {
        @Override
        public Object build(List<Object> children) {
            return List.copyOf(children);
        }

        @Override
        public String step(int index) {
            return "[" + index + "]";
        }

        @Override
        public String describe() {
            return "a list of " + size;
        }

        @Override
        public String print(List<String> children) {
            return "[" + String.join(", ", children) + "]";
        }
    }

    /** A map from strings, in the order of its keys. */
    record OfMap(List<String> keys) implements NodeKind {
        @Override
        public Object build(List<Object> children) {
            Map<String, Object> map = new TreeMap<>();
            for (int i = 0; i < keys.size(); i++) {
                map.put(keys.get(i), children.get(i));
            }
            return Collections.unmodifiableMap(map);
        }

        @Override
        public String step(int index) {
            var key = keys.get(index);
            return key.matches("\\w+") ? "." + key : "['" + key + "']";
        }

        @Override
        public String describe() {
            return "a map with keys " + keys;
        }

        @Override
        public String print(List<String> children) {
            var text = new StringBuilder("{");
            for (int i = 0; i < keys.size(); i++) {
                text.append(i == 0 ? "" : ", ").append(keys.get(i)).append(": ").append(children.get(i));
            }
            return text.append('}').toString();
        }
    }

    /** An array of trees. */
    record OfArray(Class<?> componentType, int size) implements NodeKind {
        @Override
        public Object build(List<Object> children) {
            return children.toArray((Object[]) Array.newInstance(componentType, 0));
        }

        @Override
        public String step(int index) {
            return "[" + index + "]";
        }

        @Override
        public String describe() {
            return "an array " + componentType.getSimpleName() + "[" + size + "]";
        }

        @Override
        public String print(List<String> children) {
            return componentType.getSimpleName() + "[" + String.join(", ", children) + "]";
        }
    }

    /** An optional tree. */
    record OfOptional(boolean present) implements NodeKind {
        @Override
        public Object build(List<Object> children) {
            return children.stream().findFirst();
        }

        @Override
        public String step(int index) {
            return ".get()";
        }

        @Override
        public String describe() {
            return present ? "an Optional with a value" : "an empty Optional";
        }

        @Override
        public String print(List<String> children) {
            return present
                    ? "Optional[" + children.get(0) + "]"
                    : Optional.empty().toString();
        }
    }

    /** A record, by its components. */
    record OfRecord(RecordType type) implements NodeKind {
        @Override
        public Object build(List<Object> children) {
            return type.construct(children);
        }

        @Override
        public String step(int index) {
            return "." + type.componentName(index);
        }

        @Override
        public String describe() {
            return "a record " + type.simpleName();
        }

        @Override
        public String print(List<String> children) {
            var text = new StringBuilder(type.simpleName()).append('[');
            for (int i = 0; i < children.size(); i++) {
                text.append(i == 0 ? "" : ", ")
                        .append(type.componentName(i))
                        .append('=')
                        .append(children.get(i));
            }
            return text.append(']').toString();
        }
    }

    /** A {@link TreeNode}; the prototype takes no part in equality. */
    record OfNode(Class<?> type, Object key, TreeNode<?> prototype) implements NodeKind {

        static OfNode of(TreeNode<?> node) {
            return new OfNode(node.getClass(), node.treeKey(), node.treePrototype());
        }

        @Override
        public Object build(List<Object> children) {
            return prototype.withTreeChildren(children);
        }

        @Override
        public String step(int index) {
            return prototype.treeChildPath(index);
        }

        @Override
        public String describe() {
            return "a " + type.getSimpleName() + " with key " + key;
        }

        @Override
        public String print(List<String> children) {
            return type.getSimpleName() + "<" + key + ">(" + String.join(", ", children) + ")";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfNode that && type == that.type && key.equals(that.key);
        }

        @Override
        public int hashCode() {
            return 31 * type.hashCode() + key.hashCode();
        }
    }
}
