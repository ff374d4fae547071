package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static dev.haiku.Dense.inTransform;
import static dev.haiku.Dense.paramsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HooksTest {

    private static final Shape TWO = Shape.of(2);
    private static final Tensor A = Tensor.of(1f, 2f);
    private static final Tensor B = Tensor.of(3f, 4f);

    private final List<String> log = new ArrayList<>();

    @Nested
    class Creators {

        private Creator logging(String name) {
            return (creation, next) -> {
                log.add(name + " " + creation.variable().fullName());
                return next.apply(creation);
            };
        }

        @Test
        void runOutermostFirstWhereAParameterIsMissing() {
            paramsOf(() -> Haiku.customCreator(
                    logging("a"),
                    () -> Haiku.customCreator(logging("b"), () -> {
                        Haiku.getParameter("w", TWO, fill(1));
                        return Haiku.getParameter("w", TWO, fill(1));
                    })));

            assertThat(log).containsExactly("a ~/w", "b ~/w");
        }

        @Test
        void seeWhatWasAskedForAndChangeWhatIsMade() {
            Creator creator = (creation, next) -> {
                log.add(creation.variable() + " " + creation.shape() + " " + creation.dtype());
                return next.apply(creation.shape(TWO).dtype(DType.F64).init(fill(7)));
            };

            var params = paramsOf(() -> Haiku.nameScope(
                    "net", () -> Haiku.customCreator(creator, () -> Haiku.getParameter("w", TWO, fill(1)))));

            assertThat(log).containsExactly("net/w f32[2] [2] f32");
            assertThat(params.get("net", "w").toDoubleArray()).containsExactly(7, 7);
        }

        @Test
        void doNotRunWhereTheParameterIsGiven() {
            var net = Haiku.transform(
                    () -> Haiku.customCreator(logging("a"), () -> Haiku.getParameter("w", TWO, fill(1))));

            net.withoutApplyRng().apply(Params.empty().with("~", "w", A), NoInput.NONE);

            assertThat(log).isEmpty();
        }

        @Test
        void ofStateSeeOnlyState() {
            Haiku.transformWithState(() -> Haiku.customStateCreator(logging("s"), () -> {
                        Haiku.getParameter("w", TWO, fill(1));
                        return Haiku.getState("s", TWO, fill(1));
                    }))
                    .initWithoutRng(NoInput.NONE);

            assertThat(log).containsExactly("s ~/s");
        }

        @Test
        void endWithTheirBlockAlsoIfItFails() {
            inTransform(() -> {
                assertThatThrownBy(() -> Haiku.customCreator(logging("a"), () -> {
                            throw new IllegalArgumentException("expected");
                        }))
                        .hasMessage("expected");
                Haiku.getParameter("w", TWO, fill(1));
            });

            assertThat(log).isEmpty();
        }
    }

    @Nested
    class Getters {

        @Test
        void runOutermostFirstOnEveryRead() {
            var params = paramsOf(() -> Haiku.customGetter(
                    (variable, value, next) -> {
                        log.add("a");
                        return next.apply(value);
                    },
                    () -> Haiku.customGetter(
                            (variable, value, next) -> {
                                log.add("b " + variable.fullName());
                                return next.apply(B);
                            },
                            () -> {
                                assertThat(Haiku.getParameter("w", TWO, fill(1)))
                                        .isSameAs(B);
                                return Haiku.getParameter("w", TWO, fill(1));
                            })));

            assertThat(log).containsExactly("a", "b ~/w", "a", "b ~/w");
            assertThat(params.get("~", "w").toFloatArray()).containsExactly(1, 1);
        }

        @Test
        void ofStateSeeEachTensorOfATree() {
            Haiku.transformWithState(() -> Haiku.customStateGetter((variable, value, next) -> B, () -> {
                        Haiku.setState("list", List.of(A, A));
                        Object seen = Haiku.getState("list", List.class, List::of);
                        assertThat(seen).isEqualTo(List.of(B, B));
                        return Haiku.getParameter("w", TWO, fill(1));
                    }))
                    .initWithoutRng(NoInput.NONE);
        }
    }

    @Nested
    class Contexts {

        private static final class Reader extends Module {
            Tensor apply() {
                return mainMethod(() -> {
                    setState("s", A);
                    return getParameter("w", TWO, DType.BF16, FILL).add(getState("s"));
                });
            }
        }

        private static final Initializer FILL = fill(1);

        private void note(String what, Variable variable) {
            log.add(what + " " + variable + " of "
                    + variable.owner().map(Module::moduleName).orElse("none")
                    + variable.init()
                            .map(init -> init == FILL ? " init" : " other")
                            .orElse(""));
        }

        @Test
        void tellWhoAsksForWhat() {
            Haiku.transformWithState(() -> Haiku.customCreator(
                            (creation, next) -> {
                                note("create", creation.variable());
                                return next.apply(creation.init(fill(2)));
                            },
                            () -> Haiku.customGetter(
                                    (variable, value, next) -> {
                                        note("get", variable);
                                        return next.apply(value);
                                    },
                                    () -> Haiku.customSetter(
                                            (variable, value, next) -> {
                                                note("set", variable);
                                                return next.apply(value);
                                            },
                                            () -> {
                                                Haiku.getParameter("top", Shape.SCALAR, fill(0));
                                                return new Reader().apply();
                                            }))))
                    .initWithoutRng(NoInput.NONE);

            assertThat(log)
                    .containsExactly(
                            "create ~/top f32[] of none other",
                            "get ~/top f32[] of none other",
                            "set reader/s f32[2] of reader",
                            "create reader/w bf16[2] of reader init",
                            "get reader/w bf16[2] of reader init");
        }

        @Test
        void castAllParametersOnTheWay() {
            Getter half = (variable, value, next) -> next.apply(value.cast(DType.BF16));
            var params = paramsOf(() -> Haiku.customGetter(half, () -> {
                assertThat(new Dense(2).apply(X.cast(DType.BF16)).dtype()).isEqualTo(DType.BF16);
                assertThat(Haiku.getParameter("w", TWO, fill(1)).dtype()).isEqualTo(DType.BF16);
                return X;
            }));

            assertThat(params.get("~", "w").dtype()).isEqualTo(DType.F32);
        }

        @Test
        void stackParametersThatAGetterTakesApart() {
            Creator stacked = (creation, next) ->
                    next.apply(creation.shape(creation.shape().insert(0, 3)));
            Getter second = (variable, value, next) -> next.apply(value.get(1));

            var params = paramsOf(() -> Haiku.customCreator(
                    stacked,
                    () -> Haiku.customGetter(second, () -> {
                        assertThat(Haiku.getParameter("w", TWO, fill(1)).shape())
                                .isEqualTo(TWO);
                        return X;
                    })));

            assertThat(params.get("~", "w").shape()).isEqualTo(Shape.of(3, 2));
        }

        @Test
        void canBeMadeToTryHooksWith() {
            var variable = Variable.of("net", "w", TWO, DType.F32);

            assertThat(variable.fullName()).isEqualTo("net/w");
            assertThat(variable.owner()).isEmpty();
            assertThat(variable.init()).isEmpty();
            assertThat(variable.liftedPrefix()).isEmpty();
        }

        @Test
        void doNotRunTheSameHookTwiceWhenNextIsCalledTwice() {
            Creator twice = (creation, next) -> {
                log.add("outer");
                next.apply(creation);
                return next.apply(creation);
            };
            Creator inner = (creation, next) -> {
                log.add("inner");
                return next.apply(creation);
            };

            paramsOf(() -> Haiku.customCreator(
                    twice, () -> Haiku.customCreator(inner, () -> Haiku.getParameter("w", TWO, fill(1)))));

            assertThat(log).containsExactly("outer", "inner");
        }
    }

    @Nested
    class Setters {

        @Test
        void runOutermostFirstOnEachTensor() {
            var state = Haiku.transformWithState(() -> Haiku.customSetter(
                            (variable, value, next) -> {
                                log.add("a " + variable.fullName() + variable.shape());
                                return next.apply(value);
                            },
                            () -> Haiku.customSetter(
                                    (variable, value, next) -> {
                                        log.add("b");
                                        return B;
                                    },
                                    () -> {
                                        Haiku.setState("s", A);
                                        return A;
                                    })))
                    .initWithoutRng(NoInput.NONE)
                    .state();

            assertThat(log).containsExactly("a ~/s[2]", "b");
            assertThat(state.get("~", "s")).isSameAs(B);
        }
    }

    @Nested
    class Interceptors {

        private static final class Twice extends Module {

            Tensor both(Tensor x) {
                return method("both", x, X, (first, second) -> first);
            }

            Tensor apply(Tensor x) {
                return mainMethod(() -> both(x));
            }

            Tensor pair(Tensor x) {
                return mainMethod(x, B, (first, second) -> second);
            }

            Tensor one(Tensor x) {
                return method("one", x, first -> first);
            }
        }

        private MethodInterceptor logging(String name) {
            return (call, next) -> {
                log.add(name + " " + call.module().moduleName() + "." + call.method() + " "
                        + call.arguments().size());
                return next.apply(call);
            };
        }

        @Test
        void runOutermostFirstAroundEveryMethod() {
            Haiku.interceptMethods(
                    logging("a"),
                    () -> Haiku.interceptMethods(
                            logging("b"),
                            () -> paramsOf(
                                    () -> assertThat(new Twice().apply(A)).isSameAs(A))));

            assertThat(log)
                    .containsExactly("a twice.__call__ 0", "b twice.__call__ 0", "a twice.both 2", "b twice.both 2");
        }

        @Test
        void changeArgumentsAndResults() {
            MethodInterceptor swap = (call, next) -> next.apply(call.arguments(List.of(B)));
            MethodInterceptor skip = (call, next) -> A;

            inTransform(() -> {
                assertThat(Haiku.interceptMethods(swap, () -> new Twice().one(A)))
                        .isSameAs(B);
                assertThat(Haiku.interceptMethods(skip, () -> new Twice().one(B)))
                        .isSameAs(A);
                assertThat(new Twice().one(A)).isSameAs(A);
                assertThat(new Twice().pair(A)).isSameAs(B);
            });
        }

        @Test
        void seeTheInputOfALayer() {
            Haiku.interceptMethods(
                    logging("a"),
                    () -> paramsOf(() -> Haiku.toModule("net", x -> x).apply(A)));

            assertThat(log).containsExactly("a net.__call__ 1");
        }
    }
}
