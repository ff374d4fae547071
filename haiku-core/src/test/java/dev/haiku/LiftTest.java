package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.inTransform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
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
}
