package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters, state and keys are for Haiku's own transformations only, where {@link Config#checkUsage} says so. */
class CheckUsageTest {

    private static final Key KEY = Key.of(1);

    private static final String OF_STAGING = "jit, scan, cond or the like";
    private static final String USE_STAGING = "Haiku.jit, Haiku.scan, Haiku.cond or whichever it is";
    private static final String OF_GRAD = "grad or the like";
    private static final String USE_GRAD = "Haiku.grad or Haiku.valueAndGrad";

    record Effect(String name, Runnable body) {}

    record Transformation(
            String name, String kind, String replacement, Function<Function<Tensor, Tensor>, Tensor> run) {}

    record Case(Effect effect, Transformation transformation) {
        @Override
        public String toString() {
            return effect.name() + " in " + transformation.name();
        }
    }

    private static List<Effect> effects() {
        return List.of(
                new Effect("getParameter", () -> Haiku.getParameter("w", Shape.SCALAR, fill(1))),
                new Effect("getState", () -> Haiku.getState("s", Shape.SCALAR, fill(1))),
                new Effect("setState", () -> Haiku.setState("s", KEY.data())),
                new Effect("nextRngKey", Haiku::nextRngKey),
                new Effect("nextRngKeys", () -> Haiku.nextRngKeys(2)),
                new Effect("maybeNextRngKey", Haiku::maybeNextRngKey),
                new Effect("reserveRngKeys", () -> Haiku.reserveRngKeys(2)),
                new Effect("withRng", () -> Haiku.withRng(KEY, () -> X)),
                new Effect(
                        "replaceRngSequenceState",
                        () -> Haiku.replaceRngSequenceState(KeySequence.of(KEY).snapshot())),
                new Effect("lift", () -> Haiku.lift(Params::empty)));
    }

    private static List<Transformation> transformations() {
        return List.of(
                new Transformation(
                        "grad",
                        OF_GRAD,
                        USE_GRAD,
                        f -> Func.grad((Tensor x) -> f.apply(x).sum()).apply(X)),
                new Transformation(
                        "jvp", OF_GRAD, USE_GRAD, f -> Func.jvp(f, X, X).value()),
                new Transformation(
                        "vmap", "vmap", "Haiku.vmap", f -> Func.vmap(f).apply(X)),
                new Transformation(
                        "jit", OF_STAGING, USE_STAGING, f -> Func.jit(f).apply(X)),
                new Transformation("evalShape", OF_STAGING, USE_STAGING, f -> Func.evalShape(f, X)),
                new Transformation(
                        "scan",
                        OF_STAGING,
                        USE_STAGING,
                        f -> Control.scan((Tensor c, Tensor x) -> new Carried<>(f.apply(c), x), X, X)
                                .carry()),
                new Transformation(
                        "foriLoop",
                        OF_STAGING,
                        USE_STAGING,
                        f -> Control.foriLoop(0, 2, (Tensor i, Tensor x) -> f.apply(x), X)));
    }

    static Stream<Case> cases() {
        return effects().stream()
                .flatMap(effect -> transformations().stream().map(transformation -> new Case(effect, transformation)));
    }

    private static Transformed<Tensor, Tensor> net(Case c) {
        return Haiku.transformWithState((Tensor x) -> Haiku.nameScope(
                        "net",
                        () -> c.transformation().run().apply(y -> {
                            c.effect().body().run();
                            return y;
                        })))
                .withoutState();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusesPlainTransformations(Case c) {
        assertThatThrownBy(() -> Config.with(config -> config.checkUsage(true), () -> net(c).init(KEY, X)))
                .isInstanceOf(PlainTransformationException.class)
                .hasMessage("net: " + c.effect().name() + " is called inside "
                        + c.transformation().kind()
                        + ", which began inside a function given to Haiku.transform and knows nothing of parameters, "
                        + "state and keys.\nUse " + c.transformation().replacement()
                        + ", or transform init and apply from outside, for example jit(net::apply).");
    }

    static List<Function<Function<Tensor, Tensor>, Tensor>> own() {
        return List.of(
                f -> Haiku.grad((Tensor x) -> f.apply(x).sum()).apply(X),
                f -> Haiku.vmap(f, false).apply(X),
                f -> Haiku.jit(f).apply(X),
                f -> Haiku.remat(f).apply(X),
                f -> Haiku.evalShape(f, X),
                f -> Haiku.cond(Tensor.scalar(true), f, f, X),
                f -> Haiku.scan((Tensor c, Tensor x) -> new Carried<>(f.apply(c), x), X, X)
                        .carry(),
                f -> Haiku.foriLoop(0, 2, (Tensor i, Tensor x) -> f.apply(x), X));
    }

    @ParameterizedTest
    @MethodSource("own")
    void allowsHaikusTransformations(Function<Function<Tensor, Tensor>, Tensor> transformation) {
        var net = Haiku.transformWithState((Tensor x) -> transformation.apply(y -> {
            effects().stream()
                    .filter(effect -> !effect.name().equals("lift"))
                    .forEach(effect -> effect.body().run());
            return y;
        }));

        var initial = Config.with(config -> config.checkUsage(true), () -> net.init(KEY, X));

        assertThat(initial).isNotNull();
    }

    @Test
    void allowsTransformationsOfInitAndApply() {
        var net = Haiku.transform((Tensor x) -> new Dense(2).apply(x)).withoutApplyRng();

        var sum = Config.with(config -> config.checkUsage(true), () -> {
            var params = Func.jit(net::initWithoutRng).apply(X);
            return Func.grad((Params p) -> Func.jit(net::apply).apply(p, X).sum())
                    .apply(params)
                    .get("dense", "b");
        });

        assertThat(sum.toFloatArray()).containsExactly(1, 1);
    }

    @Test
    void allowsATransformInsideATransformation() {
        var inner = Haiku.transform((Tensor x) -> new Dense(2).apply(x)).withoutApplyRng();
        var outer = Haiku.transform((Tensor x) ->
                Func.jit((Tensor y) -> inner.apply(inner.initWithoutRng(y), y)).apply(x));

        assertThat(Config.with(config -> config.checkUsage(true), () -> outer.initWithoutRng(X))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void isOffByDefault() {
        var net = Haiku.transform((Tensor x) -> Func.grad((Tensor y) ->
                        y.mul(Haiku.getParameter("w", Shape.SCALAR, fill(2))).sum())
                .apply(x));

        assertThat(net.initWithoutRng(X).names()).containsExactly("~/w");
    }
}
