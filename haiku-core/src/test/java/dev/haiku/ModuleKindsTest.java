package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static dev.haiku.Dense.inTransform;
import static dev.haiku.Dense.namesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The base classes of modules with several inputs, and methods named like others. */
class ModuleKindsTest {

    record Pair(Tensor first, Tensor second) {}

    private static final class Sum extends FunctionModule<Pair, Tensor> {
        @Override
        protected Tensor call(Pair in) {
            return new Dense(1).apply(in.first()).add(new Dense(1).apply(in.second()));
        }
    }

    private static final class Masked extends BiFunctionModule<Tensor, Tensor, Pair> {
        Masked() {
            super("masked_by");
        }

        @Override
        protected Pair call(Tensor x, Tensor mask) {
            return new Pair(new Dense(2).apply(x).mul(mask), mask);
        }
    }

    private static final class Mix extends Fn3Module<Tensor, Tensor, Double, Tensor> {
        @Override
        protected Tensor call(Tensor a, Tensor b, Double rate) {
            return a.mul(rate).add(b.mul(1 - rate)).mul(getParameter("w", Shape.SCALAR, fill(2)));
        }
    }

    private static final class Noisy extends TrainingLayerModule {
        @Override
        protected Tensor call(Tensor x, boolean isTraining) {
            var y = new Dense(2).apply(x);
            return isTraining ? y.mul(10) : y;
        }
    }

    @Test
    void nameWhatTheyMakeLikeLayers() {
        assertThat(namesOf(() -> {
                    new Sum().apply(new Pair(X, X));
                    new Masked().apply(X, X);
                    new Mix().apply(X, X, 0.5);
                    new Noisy().apply(X, true);
                }))
                .containsExactly(
                        "sum/dense/w",
                        "sum/dense/b",
                        "sum/dense_1/w",
                        "sum/dense_1/b",
                        "masked_by/dense/w",
                        "masked_by/dense/b",
                        "mix/w",
                        "noisy/dense/w",
                        "noisy/dense/b");
    }

    @Test
    void computeWhatTheirSubclassesSay() {
        inTransform(() -> {
            assertThat(new Sum().apply(new Pair(X, X)).toFloatArray()).containsExactly(6);
            assertThat(new Masked().apply(X, X).first().toFloatArray()).containsExactly(3, 6);
            assertThat(new Mix().apply(X, X.mul(3), 0.25).toFloatArray()).containsExactly(5, 10);
            assertThat(new Noisy().apply(X, true).toFloatArray()).containsExactly(30, 30);
            assertThat(new Noisy().withMode(false).apply(X).toFloatArray()).containsExactly(3, 3);
        });
    }

    @Test
    void handTheirInputsToInterceptors() {
        var seen = new ArrayList<Integer>();

        Haiku.interceptMethods(
                (call, next) -> {
                    seen.add(call.arguments().size());
                    return next.apply(call);
                },
                () -> {
                    inTransform(() -> {
                        new Sum().apply(new Pair(X, X));
                        new Masked().apply(X, X);
                        new Mix().apply(X, X, 0.5);
                        new Noisy().apply(X, true);
                    });
                    return X;
                });

        assertThat(seen).containsExactly(1, 1, 1, 2, 1, 3, 2, 1);
    }

    private static final class Twin extends Module {
        private final List<String> methods;

        Twin(List<String> methods) {
            this.methods = methods;
        }

        Tensor apply(Tensor x) {
            return mainMethod(() -> new Dense(1).apply(x));
        }

        Tensor alike(Tensor x) {
            return methodNamedLike("__call__", "alike", () -> {
                methods.add(Haiku.currentName());
                return new Dense(1).apply(x);
            });
        }

        Tensor encode(Tensor x) {
            return method("encode", () -> new Dense(1).apply(x));
        }

        Tensor encodeToo(Tensor x) {
            return methodNamedLike("encode", "encode_too", () -> new Dense(1).apply(x));
        }

        Tensor bad(Tensor x) {
            return methodNamedLike("a-b", "bad", () -> x);
        }
    }

    @Test
    void nameTheModulesOfAMethodLikeThoseOfAnother() {
        var methods = new ArrayList<String>();
        MethodInterceptor noting = (call, next) -> {
            methods.add(call.method());
            return next.apply(call);
        };

        var names = Haiku.interceptMethods(
                noting,
                () -> namesOf(() -> {
                    var twin = new Twin(methods);
                    twin.alike(X);
                    twin.apply(X);
                    twin.encodeToo(X);
                    twin.encode(X);
                }));

        assertThat(names)
                .containsExactly("twin/dense/w", "twin/dense/b", "twin/~encode/dense/w", "twin/~encode/dense/b");
        assertThat(methods)
                .containsExactly(
                        "alike",
                        "twin",
                        "__call__",
                        "__call__",
                        "__call__",
                        "encode_too",
                        "__call__",
                        "encode",
                        "__call__");
    }

    @Test
    void rejectMethodNamesThatAreNoIdentifiers() {
        inTransform(() -> assertThatThrownBy(() -> new Twin(List.of()).bad(X))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("twin: 'a-b' is not a valid method name. It consists of letters, digits and underscores."));
    }
}
