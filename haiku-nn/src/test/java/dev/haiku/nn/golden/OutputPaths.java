package dev.haiku.nn.golden;

import dev.haiku.Params;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.MaskedTree;
import dev.haiku.optim.NamedChainState;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names the tensors of a tree as the files of cases do: {@code out}, or {@code out/0}, {@code out/loss} of a tree.
 *
 * <p>States of optimisers are named as the flattened named tuples of optax: fields, indices, keys and paths of
 * parameters.
 */
final class OutputPaths {

    private OutputPaths() {}

    static Map<String, Tensor> of(String path, Object tree) {
        var byPath = new LinkedHashMap<String, Tensor>();
        collect(byPath, path, tree);
        return byPath;
    }

    private static void collect(Map<String, Tensor> byPath, String path, Object tree) {
        if (tree instanceof Tensor tensor) {
            byPath.put(path, tensor);
        } else if (tree instanceof Key key) {
            byPath.put(path, key.data());
        } else if (tree instanceof Params params) {
            params.entries().forEach(entry -> byPath.put(path + "/" + entry.fullName(), entry.value()));
        } else if (tree instanceof MaskedTree masked) {
            masked.names()
                    .forEach(name ->
                            byPath.put(path + "/" + name, masked.find(name).orElseThrow()));
        } else if (tree instanceof ChainState chain) {
            collect(byPath, path, chain.states());
        } else if (tree instanceof NamedChainState chain) {
            collect(byPath, path, chain.states());
        } else if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> collect(byPath, path + "/" + name, value));
        } else if (tree instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(byPath, path + "/" + i, list.get(i));
            }
        } else if (tree instanceof Record) {
            collectComponents(byPath, path, tree);
        }
    }

    private static void collectComponents(Map<String, Tensor> byPath, String path, Object tree) {
        for (var component : tree.getClass().getRecordComponents()) {
            try {
                var name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
                collect(byPath, path + "/" + name, component.getAccessor().invoke(tree));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }
}
