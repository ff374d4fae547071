package dev.haiku.nn.golden;

import dev.haiku.Params;
import dev.haiku.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names the tensors of an output as the files of cases do: {@code out}, or {@code out/0}, {@code out/loss} of a tree. */
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
        } else if (tree instanceof Params params) {
            params.entries().forEach(entry -> byPath.put(path + "/" + entry.fullName(), entry.value()));
        } else if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> collect(byPath, path + "/" + name, value));
        } else if (tree instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(byPath, path + "/" + i, list.get(i));
            }
        } else {
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
