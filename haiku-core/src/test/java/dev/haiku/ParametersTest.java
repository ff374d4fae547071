package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static dev.haiku.Dense.inTransform;
import static dev.haiku.Dense.paramsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static final Shape TWO = Shape.of(2);

    private static Transformed<Tensor, Tensor> dense(int size) {
        return Haiku.transform((Tensor x) -> new Dense(size).apply(x));
    }

    @Test
    void keepsParametersOutsideModulesUnderTheTopPath() {
        var params = paramsOf(() -> Haiku.getParameter("w", TWO, fill(1)));

        assertThat(params.names()).containsExactly("~/w");
        assertThat(params.get("~", "w").type()).hasToString("f32[2]");
    }

    @Test
    void returnsTheSameTensorForTheSameName() {
        inTransform(() -> {
            var first = Haiku.getParameter("w", TWO, fill(1));

            assertThat(Haiku.getParameter("w", TWO, fill(2))).isSameAs(first);
        });
    }

    @Test
    void createsParametersOfTheElementTypeAskedFor() {
        var params = paramsOf(() -> Haiku.getParameter("w", TWO, DType.F64, fill(1)));

        assertThat(params.get("~", "w").dtype()).isEqualTo(DType.F64);
    }

    @Test
    void passesParametersOfAnotherElementTypeThrough() {
        var net = Haiku.transform(() -> Haiku.getParameter("w", TWO, fill(1)));
        var params = Params.empty().with("~", "w", Tensor.of(1.0, 2.0));

        assertThat(net.withoutApplyRng().apply(params, NoInput.NONE)).isSameAs(params.get("~", "w"));
    }

    @Test
    void keepsParametersOfAMethodThatIsNotWrappedInTheModule() {
        final class Owner extends Module {
            Tensor weight() {
                return getParameter("w", TWO, fill(1));
            }
        }

        assertThat(paramsOf(() -> new Owner().weight()).names()).containsExactly("owner/w");
    }

    @Test
    void showsTheParametersSoFar() {
        var net = Haiku.transform((Tensor x) -> {
            assertThat(Haiku.getParams().names().isEmpty()).isEqualTo(Haiku.runningInit());
            var y = new Dense(2).apply(x);
            assertThat(Haiku.getParams().names()).containsExactly("dense/w", "dense/b");
            return y;
        });

        net.withoutApplyRng().apply(net.initWithoutRng(X), X);
    }

    @Nested
    class Errors {

        @Test
        void namesAParameterThatApplyLacks() {
            var net = dense(3);
            var params = net.initWithoutRng(X).filter(entry -> entry.name().equals("w"));

            assertThatThrownBy(() -> net.withoutApplyRng().apply(params, X))
                    .isInstanceOf(MissingParameterException.class)
                    .hasMessage("dense: parameter 'b' of shape [3] is not among the parameters given to apply. "
                            + "There are dense/w.\n"
                            + "All parameters are created by init: pass those that init of this function returned, "
                            + "and create the same modules in init and apply.");
        }

        @Test
        void namesAParameterThatOnlyApplyCreates() {
            var net = Haiku.transform((Tensor x) -> Haiku.runningInit() ? x : new Dense(1).apply(x));
            var params = net.initWithoutRng(X);

            assertThatThrownBy(() -> net.withoutApplyRng().apply(params, X))
                    .isInstanceOf(MissingParameterException.class)
                    .hasMessage("dense: parameter 'w' of shape [2, 1] is not among the parameters given to apply. "
                            + "It is empty.\n"
                            + "All parameters are created by init: pass those that init of this function returned, "
                            + "and create the same modules in init and apply.");
        }

        @Test
        void blamesTheMissingParameterRatherThanTheMissingKey() {
            var net = Haiku.transform(() -> Haiku.getParameter(
                    "w", TWO, (shape, dtype) -> Haiku.nextRngKey().data()));

            assertThatThrownBy(() -> net.withoutApplyRng().apply(Params.empty(), NoInput.NONE))
                    .isInstanceOf(MissingParameterException.class)
                    .hasCauseInstanceOf(MissingRngException.class);
        }

        @Test
        void namesAParameterOfAnotherShape() {
            var net = dense(300);
            var params = net.initWithoutRng(X);
            var wider = Tensor.of(Shape.of(1, 3), 1f, 2f, 3f);

            assertThatThrownBy(() -> net.withoutApplyRng().apply(params, wider))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "dense: parameter 'w' has shape [2, 300], but this input needs [3, 300].\n"
                                    + "The parameters were initialised with another input or model; run init again with this one.");
        }

        @Test
        void namesAParameterThatIsCreatedTwice() {
            inTransform(() -> {
                Haiku.getParameter("w", TWO, fill(1));

                assertThatThrownBy(() -> Haiku.getParameter("w", Shape.of(3), fill(1)))
                        .isInstanceOf(ShapeException.class)
                        .hasMessage(
                                "parameter 'w' has shape [2], but this input needs [3].\n"
                                        + "Another parameter of this module already has that name, or a getter changed its shape.");
            });
        }

        @Test
        void namesAParameterWhoseInitialiserMadeAnotherShape() {
            assertThatThrownBy(() -> inTransform(() -> Haiku.getParameter("w", TWO, (shape, dtype) -> X)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("parameter 'w' needs shape [2], but its initialiser made [1, 2].\n"
                            + "An initialiser returns a tensor of the shape that it is given.");
        }

        @Test
        void namesAParameterThatIsNotANumber() {
            Initializer init =
                    (shape, dtype) -> Tensor.of(HostArray.fromDoubles(dtype, shape, i -> i == 1 ? Double.NaN : 1));

            assertThatThrownBy(() -> inTransform(() -> Haiku.getParameter("w", TWO, init)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("parameter 'w' was initialised with NaN in 1 of 2 elements.\n"
                            + "Check its initialiser, for example its scale.");
        }

        /** An initialiser with a name. */
        record Scaled(double scale) implements Initializer {
            @Override
            public Tensor init(Shape shape, DType dtype) {
                return fill(Math.sqrt(scale)).init(shape, dtype);
            }
        }

        @Test
        void namesTheInitialiserThatMadeNan() {
            assertThatThrownBy(() -> inTransform(() -> Haiku.getParameter("w", TWO, new Scaled(-1))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("parameter 'w' was initialised with NaN in 2 of 2 elements.\n"
                            + "Check its initialiser Scaled[scale=-1.0], for example its scale.");
        }

        @Test
        void asksForAKeyInInit() {
            var net = Haiku.transform(() -> Haiku.nameScope(
                    "net",
                    () -> Haiku.getParameter(
                            "w", TWO, (shape, dtype) -> Haiku.nextRngKey().data())));

            assertThatThrownBy(() -> net.initWithoutRng(NoInput.NONE))
                    .isInstanceOf(MissingRngException.class)
                    .hasMessage("net: nextRngKey needs a random key, but init was called without one. "
                            + "Pass a Key to it, such as Key.of(42).");
        }

        @Test
        void asksForAKeyInApply() {
            var net = Haiku.transform(() -> Haiku.nextRngKeys(2).get(0).data());
            var params = net.init(Key.of(0), NoInput.NONE);

            assertThatThrownBy(() -> net.withoutApplyRng().apply(params, NoInput.NONE))
                    .isInstanceOf(MissingRngException.class)
                    .hasMessage("nextRngKeys needs a random key, but apply was called without one. "
                            + "Pass a Key to it, such as Key.of(42).");
        }

        @Test
        void addsTheModulePathToErrorsInside() {
            final class Outer extends LayerModule {
                @Override
                protected Tensor call(Tensor x) {
                    return Haiku.toModule("inner", y -> y.reshape(7)).apply(x);
                }
            }

            assertThatThrownBy(() -> inTransform(() -> new Outer().apply(X)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageStartingWith("outer/inner: ")
                    .hasCauseInstanceOf(ShapeException.class)
                    .satisfies(error -> assertThat(error.getSuppressed())
                            .singleElement()
                            .hasToString("dev.haiku.MethodRun$InsideModule: raised inside the module outer/inner"));
        }

        @Test
        void marksOtherErrorsWithTheModulePath() {
            var expected = new UnsupportedOperationException("expected");

            assertThatThrownBy(() -> inTransform(() -> Haiku.toModule("net", x -> {
                                throw expected;
                            })
                            .apply(X)))
                    .isSameAs(expected)
                    .satisfies(error -> assertThat(error.getSuppressed())
                            .singleElement()
                            .satisfies(mark -> assertThat(mark).hasMessage("raised inside the module net")));
        }
    }
}
