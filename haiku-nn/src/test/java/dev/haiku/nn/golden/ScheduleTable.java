package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.optim.ExponentialDecayOptions;
import dev.haiku.optim.Interpolation;
import dev.haiku.optim.OnecycleOptions;
import dev.haiku.optim.Schedule;
import dev.haiku.optim.Schedules;
import dev.haiku.optim.SgdrCycle;
import dev.haiku.optim.WarmupCosineOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** From the names of optax's schedules and their arguments to Java. */
final class ScheduleTable {

    private static final Map<String, Row> ROWS = new TreeMap<>();

    private record Row(List<String> parameters, Function<Arguments, Schedule> make) {}

    static {
        row("constant_schedule", "value", a -> Schedules.constant(a.number("value")));
        row(
                "linear_schedule",
                "init_value end_value transition_steps transition_begin",
                a -> Schedules.linear(
                        a.number("init_value"),
                        a.number("end_value"),
                        a.integer("transition_steps"),
                        a.integer("transition_begin", 0)));
        row(
                "polynomial_schedule",
                "init_value end_value power transition_steps transition_begin",
                a -> Schedules.polynomial(
                        a.number("init_value"),
                        a.number("end_value"),
                        a.number("power"),
                        a.integer("transition_steps"),
                        a.integer("transition_begin", 0)));
        row(
                "exponential_decay",
                "init_value transition_steps decay_rate transition_begin staircase end_value",
                a -> Schedules.exponentialDecay(
                        a.number("init_value"), a.integer("transition_steps"), a.number("decay_rate"), decay(a)));
        row(
                "cosine_decay_schedule",
                "init_value decay_steps alpha exponent",
                a -> Schedules.cosineDecay(
                        a.number("init_value"),
                        a.integer("decay_steps"),
                        a.number("alpha", 0),
                        a.number("exponent", 1)));
        row(
                "warmup_constant_schedule",
                "init_value peak_value warmup_steps",
                a -> Schedules.warmupConstant(
                        a.number("init_value"), a.number("peak_value"), a.integer("warmup_steps")));
        row(
                "warmup_cosine_decay_schedule",
                "init_value peak_value warmup_steps decay_steps end_value exponent",
                a -> Schedules.warmupCosineDecay(
                        a.number("init_value"),
                        a.number("peak_value"),
                        a.integer("warmup_steps"),
                        a.integer("decay_steps"),
                        a.<WarmupCosineOptions>edit()
                                .set("end_value", a::number, WarmupCosineOptions::endValue)
                                .set("exponent", a::number, WarmupCosineOptions::exponent)
                                .operator()));
        row(
                "warmup_exponential_decay_schedule",
                "init_value peak_value warmup_steps transition_steps decay_rate transition_begin staircase end_value",
                a -> Schedules.warmupExponentialDecay(
                        a.number("init_value"),
                        a.number("peak_value"),
                        a.integer("warmup_steps"),
                        a.integer("transition_steps"),
                        a.number("decay_rate"),
                        decay(a)));
        row(
                "piecewise_constant_schedule",
                "init_value boundaries_and_scales",
                a -> Schedules.piecewiseConstant(a.number("init_value"), scales(a)));
        row(
                "piecewise_interpolate_schedule",
                "interpolate_type init_value boundaries_and_scales",
                a -> Schedules.piecewiseInterpolate(
                        Interpolation.valueOf(a.text("interpolate_type").toUpperCase(Locale.ROOT)),
                        a.number("init_value"),
                        scales(a)));
        row(
                "linear_onecycle_schedule",
                "transition_steps peak_value pct_start pct_final div_factor final_div_factor",
                a -> Schedules.linearOnecycle(a.integer("transition_steps"), a.number("peak_value"), cycle(a)));
        row(
                "cosine_onecycle_schedule",
                "transition_steps peak_value pct_start div_factor final_div_factor",
                a -> Schedules.cosineOnecycle(a.integer("transition_steps"), a.number("peak_value"), cycle(a)));
    }

    private ScheduleTable() {}

    private static void row(String name, String parameters, Function<Arguments, Schedule> make) {
        ROWS.put("optax." + name, new Row(List.of(parameters.split(" ")), make));
    }

    private static UnaryOperator<ExponentialDecayOptions> decay(Arguments a) {
        return a.<ExponentialDecayOptions>edit()
                .set("transition_begin", a::integer, ExponentialDecayOptions::transitionBegin)
                .set("staircase", a::truth, ExponentialDecayOptions::staircase)
                .set("end_value", a::number, ExponentialDecayOptions::endValue)
                .operator();
    }

    private static UnaryOperator<OnecycleOptions> cycle(Arguments a) {
        return a.<OnecycleOptions>edit()
                .set("pct_start", a::number, OnecycleOptions::pctStart)
                .set("pct_final", a::number, OnecycleOptions::pctFinal)
                .set("div_factor", a::number, OnecycleOptions::divFactor)
                .set("final_div_factor", a::number, OnecycleOptions::finalDivFactor)
                .operator();
    }

    private static Map<Integer, Double> scales(Arguments a) {
        var scales = new TreeMap<Integer, Double>();
        if (a.has("boundaries_and_scales")) {
            a.raw("boundaries_and_scales")
                    .path("$map")
                    .forEach(pair -> scales.put(pair.get(0).asInt(), pair.get(1).asDouble()));
        }
        return scales;
    }

    static Set<String> names() {
        return ROWS.keySet();
    }

    /** {@return the schedule that {@code {"$call": "optax.constant_schedule", ...}} stands for} */
    static Schedule make(Spec spec, JsonNode node) {
        var name = node.path("$call").asText();
        if (name.equals("optax.join_schedules")) {
            var a = bind(spec, node, List.of("schedules", "boundaries"));
            var made = Schedules.join(a.list("schedules", part -> make(spec, part)), a.integers("boundaries"));
            a.requireAllRead();
            return made;
        }
        if (name.equals("optax.sgdr_schedule")) {
            var a = bind(spec, node, List.of("cosine_kwargs"));
            var made = Schedules.sgdr(a.list("cosine_kwargs", part -> cycle(spec, part)));
            a.requireAllRead();
            return made;
        }
        var row = ROWS.get(name);
        if (row == null) {
            throw spec.fail("the table of schedules lacks '" + name + "'; it has " + ROWS.keySet() + ".");
        }
        var a = bind(spec, node, row.parameters());
        var made = row.make().apply(a);
        a.requireAllRead();
        return made;
    }

    private static Arguments bind(Spec spec, JsonNode node, List<String> parameters) {
        return Arguments.bind(spec, node.path("$call").asText(), parameters, node.path("args"), node.path("kwargs"));
    }

    private static SgdrCycle cycle(Spec spec, JsonNode keywords) {
        var a = Arguments.of(spec, "optax.sgdr_schedule", keywords);
        var cycle = new SgdrCycle(
                a.number("init_value"),
                a.number("peak_value"),
                a.integer("warmup_steps"),
                a.integer("decay_steps"),
                a.number("end_value", 0),
                a.number("exponent", 1));
        a.requireAllRead();
        return cycle;
    }
}
