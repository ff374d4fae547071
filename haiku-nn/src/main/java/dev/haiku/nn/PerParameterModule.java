package dev.haiku.nn;

import dev.haiku.Module;
import dev.haiku.Params;
import dev.haiku.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Replaces each parameter of a tree, but for some that it leaves alone. */
abstract class PerParameterModule extends Module {

    private final Pattern ignored;

    /**
     * Creates one.
     *
     * @param name the module's name, or null for that of its class
     * @param ignoreRegex a regular expression for the start of the full names of parameters to leave alone; none if empty
     * @throws IllegalArgumentException if it is no regular expression
     */
    PerParameterModule(@Nullable String name, String ignoreRegex) {
        super(name);
        try {
            ignored = Pattern.compile(ignoreRegex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    moduleName() + ": ignoreRegex is not a regular expression: '" + ignoreRegex + "', "
                            + e.getDescription() + " near index " + e.getIndex() + ".",
                    e);
        }
    }

    /** {@return the tree with each parameter replaced, and the statistics of each kept} */
    public final Params apply(Params tree) {
        return apply(tree, true);
    }

    /** {@return the tree with each parameter replaced; the statistics of each are kept only if {@code updateStats}} */
    public final Params apply(Params tree, boolean updateStats) {
        return mainMethod(tree, updateStats, this::replacedTree);
    }

    private Params replacedTree(Params tree, boolean updateStats) {
        var replaced = new LinkedHashMap<String, Map<String, Tensor>>();
        for (var entry : tree.entries()) {
            var value = ignores(entry.fullName()) ? entry.value() : replaced(entry, updateStats);
            replaced.computeIfAbsent(entry.module(), module -> new LinkedHashMap<>())
                    .put(entry.name(), value);
        }
        return Params.of(replaced);
    }

    private boolean ignores(String fullName) {
        return !ignored.pattern().isEmpty() && ignored.matcher(fullName).lookingAt();
    }

    /** {@return what replaces a parameter; called in the order of creation} */
    abstract Tensor replaced(Params.Entry entry, boolean updateStats);
}
