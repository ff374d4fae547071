package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static dev.haiku.Dense.inTransform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.Func;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LiftTest {

    private static final TransformedWithoutApplyRng<Tensor, Tensor> INNER =
            Haiku.transform((Tensor x) -> new Dense(2).apply(x)).withoutApplyRng();

    private static Params lifted(UnaryOperator<LiftOptions> edit) {
        return Haiku.lift(() -> INNER.initWithoutRng(X), edit);
    }

    @Test
    void keepsTheInnerParametersUnderAName() {
        var outer = Haiku.transform((Tensor x) -> INNER.apply(Haiku.lift(() -> INNER.initWithoutRng(x)), x));

        var params = outer.initWithoutRng(X);
        var changed = params.with("lifted/dense", "b", Tensor.of(5f, 6f));

        assertThat(params.names()).containsExactly("lifted/dense/w", "lifted/dense/b");
        assertThat(outer.withoutApplyRng().apply(changed, X).toFloatArray()).containsExactly(8, 9);
    }

    @Test
    void numbersNamesLikeModules() {
        var params = Dense.paramsOf(() -> {
            lifted(o -> o.name("ens"));
            Haiku.nameScope("a", () -> lifted(o -> o.name("ens")));
            lifted(o -> o.name("ens"));
        });

        assertThat(params.modules()).containsExactly("ens/dense", "a/ens/dense", "ens_1/dense");
    }

    @Test
    void liftsWithoutAName() {
        var outer = Haiku.transform((Tensor x) ->
                Haiku.nameScope("net", () -> INNER.apply(Haiku.transparentLift(() -> INNER.initWithoutRng(x)), x)));

        var params = outer.initWithoutRng(X);

        assertThat(params.names()).containsExactly("net/dense/w", "net/dense/b");
        assertThat(outer.withoutApplyRng().apply(params, X).toFloatArray()).containsExactly(3, 3);
    }

    @Test
    void liftsWithoutANameAtTheTop() {
        var outer = Haiku.transform((Tensor x) -> INNER.apply(Haiku.transparentLift(() -> INNER.initWithoutRng(x)), x));

        var params = outer.initWithoutRng(X);

        assertThat(params.names()).containsExactly("dense/w", "dense/b");
        assertThat(outer.withoutApplyRng().apply(params, X).toFloatArray()).containsExactly(3, 3);
    }

    @Test
    void rejectsNamesThatAreTaken() {
        inTransform(() -> {
            new Dense(2).apply(X);

            assertThatThrownBy(() -> Haiku.transparentLift(() -> INNER.initWithoutRng(X)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The lifted parameters of 'dense' would go to 'dense', which has parameters already. "
                            + "Give the lift a name of its own, or allow it: o -> o.allowReuse(true).");
            assertThat(Haiku.transparentLift(() -> INNER.initWithoutRng(X), o -> o.allowReuse(true))
                            .names())
                    .containsExactly("dense/w", "dense/b");
        });
    }

    @Test
    void rejectsModulesMadeOutsideATransparentLift() {
        inTransform(() -> {
            var outside = new Dense(2);
            var inner = Haiku.transform((Tensor x) -> outside.apply(x));

            assertThatThrownBy(() -> Haiku.transparentLift(() -> inner.initWithoutRng(X)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The module dense was made outside a transparent lift or layer stack and is used inside it. "
                                    + "Make it inside, or use Haiku.lift.");
            assertThat(Haiku.lift(() -> inner.initWithoutRng(X)).names()).containsExactly("dense/w", "dense/b");
            assertThat(outside.apply(X).toFloatArray()).containsExactly(3, 3);
        });
    }

    @Nested
    class WithState {

        private static final TransformedWithState<Tensor, Tensor> COUNTER = Haiku.transformWithState((Tensor x) -> {
            var count = Haiku.getState("count", Shape.SCALAR, fill(0)).add(1);
            Haiku.setState("count", count);
            return new Dense(2).apply(x).mul(count);
        });

        private static Tensor lifted(Tensor x, UnaryOperator<LiftOptions> edit) {
            var lifted = Haiku.liftWithState(() -> COUNTER.initWithoutRng(x), edit);
            var result = COUNTER.withoutApplyRng().apply(lifted.params(), lifted.state(), x);
            lifted.update(result.state());
            return result.value();
        }

        @Test
        void keepsTheInnerStateUnderAName() {
            var outer = Haiku.transformWithState((Tensor x) -> lifted(x, o -> o.name("inner")));

            var initial = outer.initWithoutRng(X);
            var once = outer.withoutApplyRng().apply(initial.params(), initial.state(), X);
            var twice = outer.withoutApplyRng().apply(initial.params(), once.state(), X);

            assertThat(initial.params().names()).containsExactly("inner/dense/w", "inner/dense/b");
            assertThat(initial.state().get("inner/~", "count").item()).isZero();
            assertThat(once.state().get("inner/~", "count").item()).isEqualTo(1);
            assertThat(twice.value().toFloatArray()).containsExactly(6, 6);
        }

        @Test
        void keepsTheStateOfEachOfTheSameNameApart() {
            var outer = Haiku.transformWithState((Tensor x) -> lifted(lifted(x, o -> o), o -> o));

            var initial = outer.initWithoutRng(X);
            var after = outer.withoutApplyRng().apply(initial.params(), initial.state(), X);

            assertThat(initial.state().names()).containsExactly("lifted/~/count", "lifted_1/~/count");
            assertThat(after.state().get("lifted/~", "count").item()).isEqualTo(1);
            assertThat(after.state().get("lifted_1/~", "count").item()).isEqualTo(1);
        }

        @Test
        void liftsWithoutAName() {
            var outer = Haiku.transformWithState((Tensor x) -> Haiku.nameScope("net", () -> {
                var lifted = Haiku.transparentLiftWithState(() -> COUNTER.initWithoutRng(x));
                var result = COUNTER.withoutApplyRng().apply(lifted.params(), lifted.state(), x);
                lifted.update(result.state());
                return result.value();
            }));

            var initial = outer.initWithoutRng(X);

            assertThat(initial.params().names()).containsExactly("net/dense/w", "net/dense/b");
            assertThat(initial.state().names()).containsExactly("net/~/count");
            assertThat(outer.withoutApplyRng()
                            .apply(initial.params(), initial.state(), X)
                            .state()
                            .get("net/~", "count")
                            .item())
                    .isEqualTo(1);
        }

        @Test
        void nests() {
            var middle = Haiku.transformWithState((Tensor x) -> lifted(x, o -> o.name("inner")));
            var outer = Haiku.transformWithState((Tensor x) -> {
                var lifted = Haiku.liftWithState(() -> middle.initWithoutRng(x), o -> o.name("middle"));
                var result = middle.withoutApplyRng().apply(lifted.params(), lifted.state(), x);
                lifted.update(result.state());
                return result.value();
            });

            var initial = outer.initWithoutRng(X);
            var after = outer.withoutApplyRng().apply(initial.params(), initial.state(), X);

            assertThat(initial.params().names()).containsExactly("middle/inner/dense/w", "middle/inner/dense/b");
            assertThat(after.state().get("middle/inner/~", "count").item()).isEqualTo(1);
        }

        @Test
        void leavesTheStateAsItWasOnRequest() {
            var outer = Haiku.transformWithState((Tensor x) -> {
                Haiku.liftWithState(() -> COUNTER.initWithoutRng(x)).ignoreUpdate();
                return x;
            });

            var initial = outer.initWithoutRng(X);

            assertThat(outer.withoutApplyRng()
                            .apply(initial.params(), initial.state(), X)
                            .state())
                    .isEqualTo(initial.state());
        }

        @Test
        void needsAnUpdate() {
            var outer = Haiku.transformWithState((Tensor x) -> {
                Haiku.liftWithState(() -> COUNTER.initWithoutRng(x));
                return x;
            });

            assertThatThrownBy(() -> outer.initWithoutRng(X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The lifted state of 'lifted' was never updated.\n"
                                    + "Call update with the state that the inner apply returned, or ignoreUpdate if it is not wanted.");
        }

        @Test
        void doesNotHideAnErrorByAMissingUpdate() {
            var outer = Haiku.transformWithState((Tensor x) -> {
                Haiku.liftWithState(() -> COUNTER.initWithoutRng(x));
                throw new IllegalArgumentException("expected");
            });

            assertThatThrownBy(() -> outer.initWithoutRng(X)).hasMessage("expected");
        }

        @Test
        void takesOneUpdateOnly() {
            inTransformWithState(() -> {
                var lifted = Haiku.liftWithState(() -> COUNTER.initWithoutRng(X));
                lifted.ignoreUpdate();

                assertThatThrownBy(() -> lifted.update(State.empty()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("The lifted state of 'lifted' was updated already.\n"
                                + "Call update or ignoreUpdate once, after the inner apply.");
            });
        }

        @Test
        void isUpdatedInItsOwnTransform() {
            var leaked = new ArrayList<LiftedWithState>();
            inTransformWithState(() -> {
                leaked.add(Haiku.liftWithState(() -> COUNTER.initWithoutRng(X)));
                inTransformWithState(
                        () -> assertThatThrownBy(leaked.get(0)::ignoreUpdate)
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessage(
                                        "The lifted state of 'lifted' must be updated within the call of init or apply that made it.\n"
                                                + "Call update where the inner apply was called, not in another transformed function."));
                leaked.get(0).ignoreUpdate();
            });

            assertThatThrownBy(() -> leaked.get(0).update(State.empty()))
                    .isInstanceOf(NotTransformedException.class)
                    .hasMessage("update must be called inside a function given to Haiku.transform.");
        }

        private static void inTransformWithState(Runnable body) {
            Haiku.transformWithState(() -> {
                        body.run();
                        return X;
                    })
                    .initWithoutRng(NoInput.NONE);
        }
    }

    @Test
    void tellsWhereParametersWillBeLiftedTo() {
        var prefixes = new ArrayList<String>();
        Creator noting = (creation, next) -> {
            prefixes.add(
                    creation.variable().liftedPrefix() + creation.variable().fullName());
            return next.apply(creation);
        };
        var inner =
                Haiku.transform(() -> Haiku.customCreator(noting, () -> Haiku.getParameter("w", Shape.of(1), fill(0))));
        var middle = Haiku.transform(() ->
                Haiku.nameScope("net", () -> Haiku.transparentLift(() -> inner.initWithoutRng(NoInput.NONE))));
        var outer = Haiku.transform(() -> Haiku.lift(() -> middle.initWithoutRng(NoInput.NONE), o -> o.name("outer"))
                .get("net/~", "w"));

        var params = outer.initWithoutRng(NoInput.NONE);
        outer.withoutApplyRng().apply(params, NoInput.NONE);

        assertThat(params.names()).isEqualTo(prefixes).containsExactly("outer/net/~/w");
    }

    @Test
    void liftsNothing() {
        inTransform(() -> assertThat(Haiku.lift(Params::empty).isEmpty()).isTrue());
    }

    /** Lifts in the body of a loop, where the names are there already when the loop runs. */
    private static Transformed<Tensor, Tensor> lifting(boolean allowReuse) {
        final class Body extends Module {
            Carried<Tensor, Tensor> step(Tensor carry, Tensor x) {
                return mainMethod(() -> {
                    var params = Haiku.lift(() -> INNER.initWithoutRng(x), o -> o.allowReuse(allowReuse));
                    return new Carried<>(carry, INNER.apply(params, x));
                });
            }
        }
        return Haiku.transform(
                (Tensor xs) -> Haiku.scan(new Body()::step, X, xs).ys());
    }

    @Test
    void worksInALoopIfItMayReplaceWhatIsThere() {
        var xs = Tensor.of(Shape.of(2, 1, 2), 1f, 2f, 3f, 4f);
        var net = lifting(true);

        var params = net.initWithoutRng(xs);

        assertThat(params.names()).containsExactly("body/lifted/dense/w", "body/lifted/dense/b");
        assertThat(net.withoutApplyRng().apply(params, xs).toFloatArray()).containsExactly(3, 3, 7, 7);
        assertThatThrownBy(() -> lifting(false).initWithoutRng(xs))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The lifted parameters of 'dense' would go to 'body/lifted/dense', which has parameters already. "
                                + "Give the lift a name of its own, or allow it: o -> o.allowReuse(true).");
    }

    @Test
    void mapsTheInnerInitAndApply() {
        record Member(Params params, Tensor x) {}
        var apply = Func.vmap((Member m) -> INNER.apply(m.params(), m.x()));
        var outer = Haiku.transform((Tensor xs) -> {
            var params = Haiku.lift(
                    () -> Func.vmap((Tensor x) -> INNER.initWithoutRng(x)).apply(xs), o -> o.name("ensemble"));
            return apply.apply(new Member(params, xs));
        });
        var xs = Tensor.of(Shape.of(3, 1, 2), 1f, 2f, 3f, 4f, 5f, 6f);

        var params = outer.initWithoutRng(xs);

        assertThat(params.get("ensemble/dense", "w").shape()).isEqualTo(Shape.of(3, 2, 2));
        assertThat(outer.withoutApplyRng().apply(params, xs).toFloatArray()).containsExactly(3, 3, 7, 7, 11, 11);
    }
}
