package dev.haiku.nn;

import dev.haiku.Params;
import dev.haiku.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which parameters a module for trees of parameters leaves alone.
 *
 * @param regex matches the start of their full names; none if empty
 * @param pattern the compiled expression
 */
record NameFilter(String regex, Pattern pattern) {

    /**
     * {@return the filter of a regular expression}
     *
     * @throws IllegalArgumentException if it is none
     */
    static NameFilter of(String moduleName, String regex) {
        try {
            return new NameFilter(regex, Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    moduleName + ": ignoreRegex is not a regular expression: '" + regex + "', " + e.getDescription()
                            + " near index " + e.getIndex() + ".",
                    e);
        }
    }

    /** {@return the tree with {@code f} of each parameter that is not left alone, called in the order of creation} */
    Params replaceOthers(Params tree, Function<Params.Entry, Tensor> f) {
        var replaced = new LinkedHashMap<String, Map<String, Tensor>>();
        for (var entry : tree.entries()) {
            replaced.computeIfAbsent(entry.module(), module -> new LinkedHashMap<>())
                    .put(entry.name(), ignores(entry.fullName()) ? entry.value() : f.apply(entry));
        }
        return Params.of(replaced);
    }

    private boolean ignores(String fullName) {
        return !regex.isEmpty() && pattern.matcher(fullName).lookingAt();
    }
}
