package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.optim.AdamOptions;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.RmsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** From the names of optax's transformations and their arguments to Java. */
final class OptimizerTable {

    private static final Map<String, Row> ROWS = new TreeMap<>();

    private record Row(List<String> parameters, Function<Arguments, GradientTransformation<?>> make) {}

    static {
        row("identity", "", a -> Optimizers.identity());
        row("set_to_zero", "", a -> Optimizers.setToZero());
        row("scale", "step_size", a -> Optimizers.scale(a.number("step_size")));
        row("trace", "decay nesterov", a -> Optimizers.trace(a.number("decay"), a.truth("nesterov", false)));
        row("clip", "max_delta", a -> Optimizers.clip(a.number("max_delta")));
        row("clip_by_global_norm", "max_norm", a -> Optimizers.clipByGlobalNorm(a.number("max_norm")));
        row("add_decayed_weights", "weight_decay", a -> Optimizers.addDecayedWeights(a.number("weight_decay", 0)));
        row("scale_by_adam", "b1 b2 eps eps_root", a -> Optimizers.scaleByAdam(adamOptions(a)));
        row(
                "sgd",
                "learning_rate momentum nesterov",
                a -> a.has("momentum")
                        ? Optimizers.sgd(a.number("learning_rate"), a.number("momentum"), a.truth("nesterov", false))
                        : Optimizers.sgd(a.number("learning_rate")));
        row(
                "adam",
                "learning_rate b1 b2 eps eps_root",
                a -> Optimizers.adam(a.number("learning_rate"), adamOptions(a)));
        row(
                "rmsprop",
                "learning_rate decay eps initial_scale eps_in_sqrt",
                a -> Optimizers.rmsprop(a.number("learning_rate"), rmsOptions(a)));
        row(
                "lion",
                "learning_rate b1 b2",
                a -> Optimizers.lion(
                        a.number("learning_rate"),
                        a.number("b1", 0.9),
                        a.number("b2", 0.99),
                        a.number("weight_decay", 1e-3)));
        row(
                "lamb",
                "learning_rate b1 b2 eps eps_root weight_decay",
                a -> Optimizers.lamb(a.number("learning_rate"), a.number("weight_decay", 0), adamOptions(a)));
        row("scale_by_rms", "decay eps initial_scale eps_in_sqrt", a -> Optimizers.scaleByRms(rmsOptions(a)));
        row("scale_by_lion", "b1 b2", a -> Optimizers.scaleByLion(a.number("b1", 0.9), a.number("b2", 0.99)));
        row(
                "scale_by_trust_ratio",
                "min_norm trust_coefficient eps",
                a -> Optimizers.scaleByTrustRatio(
                        a.number("min_norm", 0), a.number("trust_coefficient", 1), a.number("eps", 0)));
        row(
                "scale_by_learning_rate",
                "learning_rate",
                a -> a.truth("flip_sign", true)
                        ? Optimizers.scaleByLearningRate(a.number("learning_rate"))
                        : Optimizers.scale(a.number("learning_rate")));
        row(
                "adamw",
                "learning_rate b1 b2 eps eps_root",
                a -> Optimizers.adamw(a.number("learning_rate"), a.number("weight_decay", 1e-4), adamOptions(a)));
    }

    private OptimizerTable() {}

    private static void row(String name, String parameters, Function<Arguments, GradientTransformation<?>> make) {
        ROWS.put("optax." + name, new Row(List.of(parameters.split(" ")), make));
    }

    private static UnaryOperator<AdamOptions> adamOptions(Arguments a) {
        return a.<AdamOptions>edit()
                .set("b1", a::number, AdamOptions::b1)
                .set("b2", a::number, AdamOptions::b2)
                .set("eps", a::number, AdamOptions::eps)
                .set("eps_root", a::number, AdamOptions::epsRoot)
                .set("nesterov", a::truth, AdamOptions::nesterov)
                .operator();
    }

    private static UnaryOperator<RmsOptions> rmsOptions(Arguments a) {
        return a.<RmsOptions>edit()
                .set("decay", a::number, RmsOptions::decay)
                .set("eps", a::number, RmsOptions::eps)
                .set("initial_scale", a::number, RmsOptions::initialScale)
                .set("eps_in_sqrt", a::truth, RmsOptions::epsInSqrt)
                .operator();
    }

    static Set<String> names() {
        var names = new TreeSet<>(ROWS.keySet());
        names.add("optax.chain");
        return names;
    }

    /** {@return the transformation that {@code {"$call": "optax.sgd", ...}} stands for} */
    static GradientTransformation<?> make(Spec spec, JsonNode node) {
        var name = node.path("$call").asText();
        if (name.equals("optax.chain")) {
            var members = new ArrayList<GradientTransformation<?>>();
            node.path("args").forEach(member -> members.add(make(spec, member)));
            return Optimizers.chain(members.toArray(GradientTransformation<?>[]::new));
        }
        var row = ROWS.get(name);
        if (row == null) {
            throw spec.fail("the table of optimisers lacks '" + name + "'; it has " + names() + ".");
        }
        var arguments = Arguments.bind(spec, name, row.parameters(), node.path("args"), node.path("kwargs"));
        var made = row.make().apply(arguments);
        arguments.requireAllRead();
        return made;
    }
}
