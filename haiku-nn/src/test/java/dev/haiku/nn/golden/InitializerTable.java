package dev.haiku.nn.golden;

import dev.haiku.Initializer;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.init.VarianceScaling.Distribution;
import dev.haiku.nn.init.VarianceScaling.Mode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** From the names of Haiku's initialisers and their arguments to Java. */
final class InitializerTable {

    private static final Map<String, Function<Arguments, Initializer>> ROWS = new TreeMap<>();

    static {
        row(
                "Constant",
                a -> a.isTensor("constant")
                        ? Initializers.constant(a.tensor("constant"))
                        : Initializers.constant(a.number("constant")));
        row("Identity", a -> Initializers.identity(a.number("gain", 1)));
        row("RandomNormal", a -> Initializers.randomNormal(a.number("stddev", 1), a.number("mean", 0)));
        row("RandomUniform", a -> Initializers.randomUniform(a.number("minval", 0), a.number("maxval", 1)));
        row(
                "TruncatedNormal",
                a -> Initializers.truncatedNormal(a.number("stddev", 1), a.number("mean", 0))
                        .bounds(a.number("lower", -2), a.number("upper", 2)));
        row("UniformScaling", a -> Initializers.uniformScaling(a.number("scale", 1)));
        row("Orthogonal", a -> Initializers.orthogonal(a.number("scale", 1)).axis(a.integer("axis", -1)));
        row("VarianceScaling", InitializerTable::varianceScaling);
    }

    private InitializerTable() {}

    private static void row(String name, Function<Arguments, Initializer> make) {
        ROWS.put("hk.initializers." + name, make);
    }

    private static Initializer varianceScaling(Arguments a) {
        var init = Initializers.varianceScaling(
                a.number("scale", 1),
                a.has("mode") ? Mode.valueOf(a.text("mode").toUpperCase(Locale.ROOT)) : Mode.FAN_IN,
                a.has("distribution")
                        ? Distribution.valueOf(a.text("distribution").toUpperCase(Locale.ROOT))
                        : Distribution.TRUNCATED_NORMAL);
        return a.has("fan_in_axes") ? init.fanInAxes(a.integers("fan_in_axes")) : init;
    }

    static Set<String> names() {
        return ROWS.keySet();
    }

    static Initializer make(String name, Arguments arguments) {
        var row = ROWS.get(name);
        if (row == null) {
            throw new AssertionError("The table of initialisers lacks '" + name + "'; it has " + ROWS.keySet() + ".");
        }
        var init = row.apply(arguments);
        arguments.requireAllRead();
        return init;
    }
}
