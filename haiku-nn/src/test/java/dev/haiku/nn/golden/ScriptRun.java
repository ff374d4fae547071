package dev.haiku.nn.golden;

import dev.haiku.func.Func;
import dev.haiku.golden.GoldenCase;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Runs golden cases that carry Python, restated as functions from the tensors of a case to its results, by key. */
final class ScriptRun {

    private static final Pattern FUNCTION = Pattern.compile("def (\\w+)\\(T");

    private ScriptRun() {}

    /** {@return the script of the case's Python function} */
    static <S> S named(Map<String, S> scripts, GoldenCase golden) {
        var matcher = FUNCTION.matcher(golden.python());
        return named(scripts, matcher.find() ? matcher.group(1) : "", golden);
    }

    /** {@return the script of a name} */
    static <S> S named(Map<String, S> scripts, String name, GoldenCase golden) {
        if (!scripts.containsKey(name)) {
            throw new AssertionError(golden.name() + ": the scripts lack '" + name + "'; they are " + scripts.keySet());
        }
        return scripts.get(name);
    }

    /** Compares what a script gives, eagerly. */
    static void check(GoldenCase golden, Function<Map<String, Tensor>, Map<String, Tensor>> script) {
        Bundle.check(golden, script.apply(Bundle.inputs(golden)));
    }

    /** Compares what a script gives when it is compiled. */
    static void checkCompiled(GoldenCase golden, Function<Map<String, Tensor>, Map<String, Tensor>> script) {
        check(golden, Func.jit(script));
    }
}
