package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code cond} and {@code switchOn} inside a transformed function. */
class StatefulBranchesTest {

    private static final Key KEY = Key.of(42);
    private static final Tensor X = Tensor.of(Shape.of(2), 1f, 2f);

    private static Tensor addKey(Tensor x) {
        return x.add(Haiku.nextRngKey().data().cast(x.dtype()));
    }

    /** Two keys or none, a count of each branch, two layers. */
    private static Tensor branching(Tensor x) {
        var layer = new Dense(2, "t");
        Haiku.setState("trues", Haiku.getState("trues", Shape.SCALAR, Dense.fill(0)));
        Function<Tensor, Tensor> onTrue = y -> {
            Haiku.setState("trues", Haiku.getState("trues").add(1));
            return addKey(addKey(layer.apply(y)));
        };
        Function<Tensor, Tensor> onFalse = y -> y.mul(10);
        if (Haiku.runningInit()) {
            layer.apply(x);
        }
        var chosen = Haiku.cond(x.sum().gt(0), onTrue, onFalse, x);
        return addKey(chosen);
    }

    private final TransformedWithState<Tensor, Tensor> net = Haiku.transformWithState(StatefulBranchesTest::branching);

    private static Tensor plain(Tensor x, Tensor... keys) {
        var sum = x;
        for (var key : keys) {
            sum = sum.add(key.cast(x.dtype()));
        }
        return sum;
    }

    private static Tensor[] keys(int n) {
        var sequence = KeySequence.of(KEY);
        return IntStream.range(0, n).mapToObj(i -> sequence.next().data()).toArray(Tensor[]::new);
    }

    @Test
    void runsTheBranchThatIsTrueAndKeepsItsState() {
        var initial = net.init(KEY, X);

        var applied = net.apply(initial.params(), initial.state(), KEY, X);

        assertThat(initial.params().names()).containsExactly("t/w", "t/b");
        assertThat(initial.state().get("~", "trues").item()).isZero();
        assertThat(applied.state().get("~", "trues").item()).isEqualTo(1);
        assertThat(applied.value().toFloatArray())
                .containsExactly(plain(Tensor.of(3f, 3f), keys(3)).toFloatArray());
    }

    @Test
    void drawsTheKeysOfTheBranchThatRunsWhenStaged() {
        var initial = net.init(KEY, X);
        var step = Func.jit(net::apply);

        var whenTrue = step.apply(initial.params(), initial.state(), KEY, X);
        var whenFalse = step.apply(initial.params(), initial.state(), KEY, X.neg());

        assertThat(whenTrue.value().toFloatArray())
                .containsExactly(plain(Tensor.of(3f, 3f), keys(3)).toFloatArray());
        assertThat(whenTrue.state().get("~", "trues").item()).isEqualTo(1);
        // the other branch draws none, so that the last key is the first of all
        assertThat(whenFalse.value().toFloatArray())
                .containsExactly(plain(Tensor.of(-10f, -20f), keys(1)).toFloatArray());
        assertThat(whenFalse.state().get("~", "trues").item()).isZero();
    }

    @Test
    void stagesInit() {
        var staged = Func.jit(net::init).apply(KEY, X);

        assertThat(staged.params().sameStructure(net.init(KEY, X).params())).isTrue();
        assertThat(staged.state().get("~", "trues").item()).isZero();
    }

    @Test
    void isDifferentiated() {
        var initial = net.init(KEY, X);
        Function<Params, Tensor> loss =
                p -> net.apply(p, initial.state(), KEY, X).value().sum();

        var eager = Func.grad(loss).apply(initial.params());
        var staged = Func.jit(Func.grad(loss)).apply(initial.params());

        assertThat(eager.get("t", "w").toFloatArray()).containsExactly(1, 1, 2, 2);
        assertThat(staged.get("t", "w").toFloatArray()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void createsParametersThatAllBranchesCreate() {
        var same = Haiku.transform((Tensor x) -> Haiku.cond(
                x.sum().gt(0),
                (Tensor y) -> new Dense(2).apply(y),
                y -> new Dense(2).apply(y).mul(-1),
                x));

        var params = same.init(KEY, X);

        assertThat(params.names()).containsExactly("dense/b", "dense/w");
        assertThat(same.apply(params, KEY, X).toFloatArray()).containsExactly(3, 3);
        assertThat(same.apply(params, KEY, X.neg()).toFloatArray()).containsExactly(3, 3);
    }

    @Test
    void takesFunctionsOfTheirSurroundings() {
        var net = Haiku.transform((Tensor x) -> Haiku.cond(x.sum().gt(0), () -> addKey(x), () -> x));

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray())
                .containsExactly(plain(X, keys(1)).toFloatArray());
        assertThat(net.apply(Params.empty(), KEY, X.neg()).toFloatArray()).containsExactly(-1, -2);
    }

    @Test
    void switchesBetweenSeveralFunctions() {
        var net = Haiku.transformWithState((Tensor i) -> {
            Haiku.getState("last", Shape.SCALAR, Dense.fill(-1));
            var branches = new ArrayList<Function<Tensor, Tensor>>();
            for (int k = 0; k < 3; k++) {
                int index = k;
                branches.add(x -> {
                    Haiku.setState("last", Tensor.scalar((double) index).cast(x.dtype()));
                    return x.add(index);
                });
            }
            return Haiku.switchOn(i, branches, X);
        });
        var initial = net.init(KEY, Tensor.scalar(1));
        var staged = Func.jit(net::apply);

        for (int i = 0; i < 3; i++) {
            var eager = net.apply(initial.params(), initial.state(), KEY, Tensor.scalar(i));
            var result = staged.apply(initial.params(), initial.state(), KEY, Tensor.scalar(i));

            assertThat(eager.value().toFloatArray()).containsExactly(1 + i, 2 + i);
            assertThat(result.value().toFloatArray()).containsExactly(1 + i, 2 + i);
            assertThat(result.state().get("~", "last").item()).isEqualTo(i);
        }
        assertThat(initial.state().get("~", "last").item()).isEqualTo(-1);
    }

    @Test
    void switchesBetweenFunctionsOfTheirSurroundings() {
        var net = Haiku.transform((Tensor i) -> Haiku.switchOn(i, List.<Supplier<Tensor>>of(() -> X, () -> addKey(X))));
        var staged = Func.jit(net::apply);

        assertThat(staged.apply(Params.empty(), KEY, Tensor.scalar(0)).toFloatArray())
                .containsExactly(1, 2);
        assertThat(staged.apply(Params.empty(), KEY, Tensor.scalar(1)).toFloatArray())
                .containsExactly(plain(X, keys(1)).toFloatArray());
    }

    @Test
    void runsOneFunctionForAllBranchesOnce() {
        var runs = new ArrayList<String>();
        Function<Tensor, Tensor> f = x -> {
            runs.add(new Dense(2).moduleName());
            return x;
        };

        Dense.inTransform(() -> {
            Haiku.cond(X.sum().gt(0), f, f, X);
            Haiku.switchOn(Tensor.scalar(1), List.of(f, f, f), X);
            runs.add(new Dense(2).moduleName());
        });

        assertThat(runs).containsExactly("dense", "dense", "dense");
    }

    @Nested
    class Errors {

        private static final String ADVICE =
                ".\nMake the modules outside of the branches, and call all of them once where Haiku.runningInit().";

        @Test
        void rejectsUseOutsideATransform() {
            assertThatThrownBy(() -> Haiku.cond(Tensor.scalar(true), (Tensor x) -> x, x -> x, X))
                    .isInstanceOf(NotTransformedException.class)
                    .hasMessage(
                            "Haiku.cond must be used inside a function given to Haiku.transform. Elsewhere use Control.cond.");
            assertThatThrownBy(() -> Haiku.switchOn(Tensor.scalar(0), List.<Function<Tensor, Tensor>>of(x -> x), X))
                    .isInstanceOf(NotTransformedException.class)
                    .hasMessage("Haiku.switchOn must be used inside a function given to Haiku.transform. "
                            + "Elsewhere use Control.switchOn.");
        }

        @Test
        void rejectsBranchesThatCreateDifferentParameters() {
            var net = Haiku.transform((Tensor x) -> Haiku.nameScope(
                    "net",
                    () -> Haiku.cond(
                            x.sum().gt(0),
                            (Tensor y) -> new Dense(2, "t").apply(y),
                            y -> new Dense(2, "f").apply(y),
                            x)));
            var message = "net: Haiku.cond needs branches that create the same parameters, but the true branch creates "
                    + "[net/t/w, net/t/b] and the false branch creates [net/f/w, net/f/b]" + ADVICE;

            assertThatThrownBy(() -> net.init(KEY, X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> Func.jit(net::init).apply(KEY, X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
        }

        @Test
        void rejectsBranchesThatCreateDifferentState() {
            var net = Haiku.transformWithState((Tensor i) -> Haiku.switchOn(
                    i,
                    List.<Function<Tensor, Tensor>>of(x -> x, x -> {
                        Haiku.setState("s", x);
                        return x;
                    }),
                    X));

            assertThatThrownBy(() -> net.init(KEY, Tensor.scalar(0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Haiku.switchOn needs branches that create the same state, but branch 0 creates [] and branch 1 "
                                    + "creates [~/s]" + ADVICE);
        }
    }
}
