package dev.haiku.inspect;

import dev.haiku.func.TensorSpec;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trees with types in place of tensors. */
final class Specs {

    private Specs() {}

    /** {@return the value with types in place of its tensors; the name of its class if it is no tree} */
    static Object of(Object value) {
        try {
            return TensorSpec.like(value);
        } catch (IllegalArgumentException noTree) {
            var type = value.getClass();
            return type.isHidden() ? "<lambda>" : "<" + type.getSimpleName() + ">";
        }
    }

    /** {@return whether there is anything in a tree} */
    static boolean isEmpty(Object spec) {
        return spec.equals(Optional.empty()) || spec.equals(List.of());
    }

    /** {@return the types of the tensors of a tree by their names: {@code prefix}, or {@code prefix} and their paths} */
    static Map<String, TensorType> types(String prefix, Object tree) {
        var flat = Trees.flatten(tree);
        var types = new LinkedHashMap<String, TensorType>();
        for (int i = 0; i < flat.leaves().size(); i++) {
            types.put(prefix + flat.def().paths().get(i), flat.leaves().get(i).type());
        }
        return types;
    }

    /** {@return a tree as it prints, with types for its tensors} */
    static String text(Object spec) {
        if (spec instanceof String text) {
            return text;
        }
        var flat = Trees.flatten(spec);
        var structure = flat.def().toString();
        long places = structure.chars().filter(c -> c == '*').count();
        var types = flat.leaves().stream()
                .map(Tensor::type)
                .map(TensorType::toString)
                .toList();
        return places == types.size() ? filled(structure, types) : String.join(", ", types);
    }

    private static String filled(String structure, List<String> types) {
        var text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < structure.length(); i++) {
            char c = structure.charAt(i);
            if (c == '*') {
                text.append(types.get(next));
                next++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
