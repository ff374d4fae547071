package dev.haiku.nn.golden;

import dev.haiku.Params;
import dev.haiku.array.HostArray;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.MaskedTree;
import dev.haiku.optim.NamedChainState;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Names the tensors of a state as the flattened named tuples of optax: fields, indices, keys and paths of parameters.
 */
final class StatePaths {

    private StatePaths() {}

    static void collect(Map<String, HostArray> results, String path, Object state) {
        if (state instanceof Tensor tensor) {
            results.put(path, tensor.toHost());
        } else if (state instanceof Key key) {
            collect(results, path, key.data());
        } else if (state instanceof Params params) {
            params.entries().forEach(entry -> collect(results, path + "/" + entry.fullName(), entry.value()));
        } else if (state instanceof MaskedTree tree) {
            tree.names()
                    .forEach(name ->
                            collect(results, path + "/" + name, tree.find(name).orElseThrow()));
        } else if (state instanceof ChainState chain) {
            collect(results, path, chain.states());
        } else if (state instanceof NamedChainState chain) {
            collect(results, path, chain.states());
        } else if (state instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(results, path + "/" + i, list.get(i));
            }
        } else if (state instanceof Map<?, ?> map) {
            map.forEach((name, value) -> collect(results, path + "/" + name, value));
        } else if (state instanceof Record) {
            collectComponents(results, path, state);
        }
    }

    private static void collectComponents(Map<String, HostArray> results, String path, Object state) {
        for (var component : state.getClass().getRecordComponents()) {
            try {
                collect(
                        results,
                        path + "/" + snakeCase(component.getName()),
                        component.getAccessor().invoke(state));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }

    /** {@return such as {@code sum_of_squares} for {@code sumOfSquares}} */
    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
