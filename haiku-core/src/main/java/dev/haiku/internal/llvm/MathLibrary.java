package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Functions on vectors, written in LLVM's language in the resource {@code math.ll}: exponential, logarithm and so on.
 *
 * <p>A function's text begins with {@code define} and ends with a closing brace at the start of a line. Those that
 * generated code calls are copied into it, with those that they call, and inlined.
 */
final class MathLibrary {

    private static final Pattern NAME = Pattern.compile("@" + Pattern.quote(Llvm.PREFIX) + "([a-z0-9_]+)");
    private static final Map<String, String> FUNCTIONS = read();

    private MathLibrary() {}

    private static Map<String, String> read() {
        try (var stream = MathLibrary.class.getResourceAsStream("math.ll")) {
            if (stream == null) {
                throw new IllegalStateException("The resource math.ll is missing from this jar.");
            }
            return split(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> split(String text) {
        Map<String, String> functions = new LinkedHashMap<>();
        for (var part : text.split("(?m)^(?=define )")) {
            var end = part.indexOf("\n}");
            var name = NAME.matcher(part);
            if (part.startsWith("define ") && end > 0 && name.find()) {
                functions.put(name.group(1), part.substring(0, end + 3));
            }
        }
        return functions;
    }

    /** {@return the name of a function for elements of a type, such as {@code exp_f32}} */
    static String name(String function, DType dtype) {
        return function + "_" + dtype.toString().toLowerCase(Locale.ROOT);
    }

    /** {@return whether there is such a function} */
    static boolean has(String name) {
        return FUNCTIONS.containsKey(name);
    }

    /** {@return the text of those functions and of those that they call} */
    static String text(Collection<String> names) {
        var wanted = new ArrayDeque<>(names);
        Map<String, String> taken = new LinkedHashMap<>();
        while (!wanted.isEmpty()) {
            var name = wanted.pop();
            var function = FUNCTIONS.get(name);
            if (function != null && taken.put(name, function) == null) {
                NAME.matcher(function).results().map(match -> match.group(1)).forEach(wanted::add);
            }
        }
        return String.join("\n", taken.values());
    }
}
