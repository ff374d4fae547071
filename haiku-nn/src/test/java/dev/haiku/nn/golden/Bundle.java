package dev.haiku.nn.golden;

import dev.haiku.Params;
import dev.haiku.golden.GoldenCase;
import dev.haiku.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads groups of tensors of a case. */
final class Bundle {

    private Bundle() {}

    /** {@return those names that a case mentions and that are left for later} */
    static Set<String> later(GoldenCase golden, Set<String> later) {
        var names = new TreeSet<>(Spec.mentionedModules(golden));
        names.retainAll(later);
        return names;
    }

    /** {@return the parameters under a prefix, such as {@code params:}, in the order of creation if the case tells it} */
    static Params params(GoldenCase golden, String prefix) {
        return params(golden, prefix, Function.identity());
    }

    /** {@return the parameters under a prefix, each passed through {@code f}} */
    static Params params(GoldenCase golden, String prefix, Function<Tensor, Tensor> f) {
        var nested = new LinkedHashMap<String, Map<String, Tensor>>();
        golden.keys().stream().filter(key -> key.startsWith(prefix)).forEach(key -> {
            var path = key.substring(prefix.length()).split("\\|");
            nested.computeIfAbsent(path[0], module -> new LinkedHashMap<>())
                    .put(path[1], f.apply(Tensor.of(golden.tensor(key))));
        });
        return Params.of(nested);
    }
}
