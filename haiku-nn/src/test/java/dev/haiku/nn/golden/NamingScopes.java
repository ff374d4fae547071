package dev.haiku.nn.golden;

import static java.util.Map.entry;

import dev.haiku.Creator;
import dev.haiku.Haiku;
import dev.haiku.LayerModule;
import dev.haiku.array.Shape;
import dev.haiku.nn.Batching;
import dev.haiku.nn.Linear;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Naming cases about scopes, forced names, single parameters, lifting and hooks, restated from their Python. */
final class NamingScopes {

    static final Map<String, Function<Tensor, Object>> SCRIPTS = Map.ofEntries(
            entry("top_level_parameters", NamingScopes::topLevelParameters),
            entry("parameter_interleaving_order", NamingScopes::parameterInterleavingOrder),
            entry("rng_used_between_parameters", NamingScopes::rngUsedBetweenParameters),
            entry("name_scope_nested_and_slash", NamingScopes::nameScopeNestedAndSlash),
            entry("name_scope_duplicate", NamingScopes::nameScopeDuplicate),
            entry("name_scope_in_init", NamingScopes::nameScopeInInit),
            entry("name_scope_method_names", NamingScopes::nameScopeMethodNames),
            entry("module_shared_across_scopes", NamingScopes::moduleSharedAcrossScopes),
            entry("transparent_method", NamingScopes::transparentMethod),
            entry("force_name_cases", NamingScopes::forceNameCases),
            entry("force_name_reserves", NamingScopes::forceNameReserves),
            entry("to_module_names", NamingScopes::toModuleNames),
            entry("lift_names", NamingScopes::liftNames),
            entry("transparent_lift_names", NamingScopes::transparentLiftNames),
            entry("expand_apply_names", NamingScopes::expandApplyNames),
            entry("custom_creator_rename_free", NamingScopes::customCreator),
            entry("custom_getter_nested", NamingScopes::customGetterNested),
            entry("custom_setter_state", NamingScopes::customSetterState));

    private NamingScopes() {}

    private static Tensor linear(int size, Tensor x) {
        return new Linear(size).apply(x);
    }

    private static Tensor linear(int size, String name, Tensor x) {
        return new Linear(size, o -> o.name(name)).apply(x);
    }

    private static Tensor topLevelParameters(Tensor x) {
        var w = Haiku.getParameter("w", Shape.of(4, 2), Initializers.randomNormal());
        var b = Haiku.getParameter("b", Shape.of(2), Initializers.ones());
        var shared = Haiku.getParameter("w", Shape.of(4, 2), Initializers.zeros());
        return x.matmul(w.add(shared)).add(b);
    }

    private static Tensor parameterInterleavingOrder(Tensor x) {
        var a = Haiku.getParameter("z", Shape.of(2), Initializers.randomNormal());
        var y = linear(2, "zz", x);
        var b = Haiku.getParameter("a", Shape.of(2), Initializers.randomNormal());
        y = y.add(linear(2, "aa", x));
        return y.mul(a).add(b);
    }

    private static Tensor rngUsedBetweenParameters(Tensor x) {
        var y = linear(3, x);
        y = y.add(Random.normal(Haiku.nextRngKey(), y.shape()));
        return linear(2, y);
    }

    private static Tensor nameScopeNestedAndSlash(Tensor x) {
        var a = Haiku.nameScope("foo", () -> Haiku.nameScope("bar", () -> linear(2, x)));
        var b = Haiku.nameScope("p/q", () -> linear(2, x));
        return a.add(b);
    }

    private static Tensor nameScopeDuplicate(Tensor x) {
        var y = Tensor.scalar(0.0);
        for (int i = 0; i < 3; i++) {
            y = y.add(Haiku.nameScope("foo", () -> linear(2, x)));
        }
        return y;
    }

    private static Tensor nameScopeInInit(Tensor x) {
        final class M extends LayerModule {
            final Linear linear = Haiku.nameScope("sub", () -> new Linear(2));

            @Override
            protected Tensor call(Tensor input) {
                return Haiku.nameScope("sub", () -> linear.apply(input).add(linear(2, input)));
            }
        }
        return new M().apply(x);
    }

    private static Tensor nameScopeMethodNames(Tensor x) {
        return Haiku.nameScope("a", "bar", () -> linear(2, x))
                .add(Haiku.nameScope("b", "__init__", () -> linear(2, x)))
                .add(Haiku.nameScope("c", "__call__", () -> linear(2, x)));
    }

    private static Tensor moduleSharedAcrossScopes(Tensor x) {
        var linear = Haiku.nameScope("foo", () -> {
            var made = new Linear(4);
            return Map.entry(made, made.apply(x));
        });
        return Haiku.nameScope("bar", () -> linear.getKey().apply(linear.getValue()));
    }

    private static Tensor transparentMethod(Tensor x) {
        final class M extends LayerModule {
            Tensor hidden(Tensor input) {
                return linear(3, input);
            }

            Tensor visible(Tensor input) {
                return method("visible", input, y -> linear(3, y));
            }

            @Override
            protected Tensor call(Tensor input) {
                return hidden(input).add(visible(input)).add(linear(3, input));
            }
        }
        return new M().apply(x);
    }

    private static Tensor forceNameCases(Tensor x) {
        final class M extends LayerModule {
            @Override
            protected Tensor call(Tensor input) {
                return linear(4, Haiku.forceName("abs/path"), input).add(linear(4, input));
            }
        }
        var a = new Linear(4, o -> o.name(Haiku.forceName("foo")));
        var b = new Linear(4, o -> o.name(Haiku.forceName("foo")));
        return a.apply(x).add(b.apply(x)).add(new M().apply(x));
    }

    private static Tensor forceNameReserves(Tensor x) {
        var a = linear(4, Haiku.forceName("linear"), x);
        var b = linear(4, x);
        var sum = Haiku.nameScope("s", () -> {
            var c = linear(4, Haiku.forceName("s/linear"), x);
            var d = linear(4, x);
            return c.add(d);
        });
        return a.add(b).add(sum);
    }

    private static Tensor biasFn(Tensor x) {
        var b = Haiku.getParameter("b", Shape.of(4), Initializers.randomNormal());
        return x.add(b).add(linear(4, x));
    }

    private static Tensor toModuleNames(Tensor x) {
        var module = Haiku.toModule("bias_fn", NamingScopes::biasFn);
        return module.apply(x)
                .add(Haiku.toModule("bias_fn", NamingScopes::biasFn).apply(x))
                .add(Haiku.toModule("mine", NamingScopes::biasFn).apply(module.apply(x)));
    }

    private static Tensor liftNames(Tensor x) {
        var inner = Haiku.transform((Tensor input) -> new Mlp(List.of(3, 2)).apply(input));
        var params = Haiku.lift(() -> inner.init(Haiku.nextRngKey(), x), o -> o.name("inner"));
        return inner.withoutApplyRng().apply(params, x).add(linear(2, x));
    }

    private static Tensor transparentLiftNames(Tensor x) {
        final class M extends LayerModule {
            @Override
            protected Tensor call(Tensor input) {
                var inner = Haiku.transform((Tensor y) -> linear(3, "inside", y));
                var params = Haiku.transparentLift(() -> inner.init(Haiku.nextRngKey(), input));
                return inner.withoutApplyRng().apply(params, input);
            }
        }
        return new M().apply(x);
    }

    private static Tensor expandApplyNames(Tensor x) {
        return Batching.<Tensor, Tensor>expandApply(new Linear(3)).apply(x);
    }

    private static Tensor customCreator(Tensor x) {
        Creator creator = (creation, next) -> creation.variable().name().equals("b")
                ? next.apply(creation.init(Initializers.constant(3)))
                : next.apply(creation).mul(2);
        var y = Haiku.customCreator(creator, () -> linear(3, x));
        return y.add(linear(3, x));
    }

    private static Tensor customGetterNested(Tensor x) {
        return Haiku.customGetter(
                (variable, value, next) -> next.apply(value.mul(2)),
                () -> Haiku.customGetter((variable, value, next) -> next.apply(value.add(1)), () -> linear(3, x)));
    }

    private static Tensor customSetterState(Tensor x) {
        return Haiku.customSetter((variable, value, next) -> next.apply(value.mul(10)), () -> {
            Haiku.setState("s", x.sum());
            return Haiku.getState("s", Shape.SCALAR, Initializers.zeros());
        });
    }
}
