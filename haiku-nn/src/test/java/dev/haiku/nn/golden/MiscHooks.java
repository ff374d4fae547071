package dev.haiku.nn.golden;

import static java.util.Map.entry;

import dev.haiku.Creator;
import dev.haiku.Getter;
import dev.haiku.Haiku;
import dev.haiku.MethodInterceptor;
import dev.haiku.Setter;
import dev.haiku.array.Shape;
import dev.haiku.nn.Linear;
import dev.haiku.nn.golden.MiscFrames.Input;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Cases about creators, getters, setters and interceptors, restated from their Python. */
final class MiscHooks {

    static final Map<String, Function<Input, Object>> SCRIPTS = Map.ofEntries(
            entry("creator_ones", MiscHooks::onesOnly),
            entry("creator_nested_order", MiscHooks::nestedCreators),
            entry("creator_for_state", MiscHooks::stateCreator),
            entry("creator_do_not_store", MiscHooks::notStored),
            entry("getter_cast", MiscHooks::rounded),
            entry("getter_state", MiscHooks::stateGetter),
            entry("getter_context_fields", MiscHooks::namesSeen),
            entry("setter_clip", MiscHooks::clipped),
            entry("setter_do_not_store", MiscHooks::skipped),
            entry("intercept_order", MiscHooks::nestedInterceptors),
            entry("intercept_replace_input", MiscHooks::replacedInput),
            entry("intercept_skip", MiscHooks::skippedLayer));

    private MiscHooks() {}

    private static Object onesOnly(Input in) {
        return Haiku.customCreator(
                (creation, next) -> next.apply(creation.init(Initializers.ones())),
                () -> new Mlp(List.of(3, 2)).apply(in.x()));
    }

    private static Creator doublingAndAdding(double summand) {
        return (creation, next) -> next.apply(creation).mul(2).add(summand);
    }

    private static Object nestedCreators(Input in) {
        return Haiku.customCreator(
                doublingAndAdding(1),
                () -> Haiku.customCreator(
                        doublingAndAdding(10), () -> new Linear(2, o -> o.wInit(Initializers.zeros())).apply(in.x())));
    }

    private static Object stateCreator(Input in) {
        return Haiku.customStateCreator((creation, next) -> next.apply(creation).add(5), () -> {
            var s = Haiku.getState("s", Shape.of(2), Initializers.zeros());
            return new Linear(2, o -> o.wInit(Initializers.ones()))
                    .apply(in.x())
                    .add(s);
        });
    }

    private static Object notStored(Input in) {
        Creator creator =
                (creation, next) -> creation.variable().name().equals("b") ? Haiku.DO_NOT_STORE : next.apply(creation);
        Getter getter = (variable, value, next) ->
                variable.name().equals("b") ? Ops.full(variable.shape(), 0.25, variable.dtype()) : next.apply(value);
        return Haiku.customCreator(creator, () -> Haiku.customGetter(getter, () -> new Linear(2).apply(in.x())));
    }

    private static Object rounded(Input in) {
        return Haiku.customGetter(
                (variable, value, next) -> next.apply(Ops.round(value.mul(8)).div(8)),
                () -> new Linear(3).apply(in.x()));
    }

    private static Object stateGetter(Input in) {
        return Haiku.customStateGetter(
                (variable, value, next) -> next.apply(value).add(1), () -> {
                    var s = Haiku.getState("s", Shape.of(4), Initializers.zeros());
                    Haiku.setState("s", in.y());
                    return List.of(s, Haiku.getState("s"));
                });
    }

    private static Object namesSeen(Input in) {
        var seen = new ArrayList<Tensor>();
        Getter getter = (variable, value, next) -> {
            seen.add(Tensor.scalar((double)
                    (variable.fullName().length() + 100 * variable.module().length())));
            return next.apply(value);
        };
        Tensor unused = Haiku.customGetter(getter, () -> new Mlp(List.of(3, 2)).apply(in.x()));
        return Ops.stack(seen, 0);
    }

    private static Object clipped(Input in) {
        Setter setter = (variable, value, next) -> next.apply(Ops.clip(value, -0.5, 0.5));
        return Haiku.customSetter(setter, () -> {
            Haiku.setState("s", in.y());
            return Haiku.getState("s");
        });
    }

    private static Object skipped(Input in) {
        Setter setter =
                (variable, value, next) -> variable.name().equals("skip") ? Haiku.DO_NOT_STORE : next.apply(value);
        Haiku.getState("skip", Shape.of(4), Initializers.zeros());
        return Haiku.customSetter(setter, () -> {
            Haiku.setState("skip", in.y());
            Haiku.setState("keep", in.y());
            return List.of(Haiku.getState("skip"), Haiku.getState("keep"));
        });
    }

    private static MethodInterceptor doubling(double summand) {
        return (call, next) -> call.method().equals("__call__")
                ? ((Tensor) next.apply(call)).mul(2).add(summand)
                : next.apply(call);
    }

    private static Object nestedInterceptors(Input in) {
        return Haiku.interceptMethods(
                doubling(1), () -> Haiku.interceptMethods(doubling(10), () -> new Linear(2).apply(in.x())));
    }

    private static Object replacedInput(Input in) {
        MethodInterceptor interceptor = (call, next) -> {
            boolean isLinear =
                    call.method().equals("__call__") && call.module().name().startsWith("linear");
            return next.apply(
                    isLinear ? call.arguments(List.of(((Tensor) call.arguments().get(0)).add(1))) : call);
        };
        return Haiku.interceptMethods(interceptor, () -> new Mlp(List.of(3, 2)).apply(in.x()));
    }

    private static Object skippedLayer(Input in) {
        MethodInterceptor interceptor = (call, next) ->
                call.method().equals("__call__") && call.module().name().equals("linear_1")
                        ? call.arguments().get(0)
                        : next.apply(call);
        return Haiku.interceptMethods(interceptor, () -> new Mlp(List.of(4, 4, 2)).apply(in.x()));
    }
}
