package dev.haiku;

import static dev.haiku.Dense.fill;
import static dev.haiku.Dense.inTransform;
import static dev.haiku.Haiku.DO_NOT_STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoNotStoreTest {

    private static final Shape TWO = Shape.of(2);
    private static final Tensor PRETRAINED = Tensor.of(5f, 6f);
    private static final Initializer NONE = (shape, dtype) -> DO_NOT_STORE;

    private static final Getter PRETRAINED_GETTER =
            (variable, value, next) -> value == DO_NOT_STORE ? PRETRAINED : next.apply(value);

    @Test
    void keepsAParameterOutOfInitAndApply() {
        var net = Haiku.transform(() -> Haiku.customGetter(PRETRAINED_GETTER, () -> Haiku.getParameter("w", TWO, NONE)))
                .withoutApplyRng();

        var params = net.initWithoutRng(NoInput.NONE);

        assertThat(params.isEmpty()).isTrue();
        assertThat(net.apply(params, NoInput.NONE)).isSameAs(PRETRAINED);
    }

    @Test
    void letsACreatorDecideOnEachRead() {
        var asked = new ArrayList<String>();
        Creator frozen = (creation, next) -> {
            asked.add(creation.variable().fullName());
            return creation.variable().module().equals("frozen") ? DO_NOT_STORE : next.apply(creation);
        };
        var net = Haiku.transform(() -> Haiku.customCreator(
                        frozen,
                        () -> Haiku.customGetter(PRETRAINED_GETTER, () -> {
                            Haiku.getParameter("w", TWO, fill(1));
                            return Haiku.nameScope("frozen", () -> {
                                Haiku.getParameter("w", TWO, fill(1));
                                return Haiku.getParameter("w", TWO, fill(1));
                            });
                        })))
                .withoutApplyRng();

        var params = net.initWithoutRng(NoInput.NONE);
        net.apply(params, NoInput.NONE);

        assertThat(params.names()).containsExactly("~/w");
        assertThat(asked).containsExactly("~/w", "frozen/w", "frozen/w", "frozen/w", "frozen/w");
    }

    @Test
    void keepsStateOut() {
        var net = Haiku.transformWithState(
                () -> Haiku.customStateGetter(PRETRAINED_GETTER, () -> Haiku.getState("s", TWO, NONE)));

        var initial = net.initWithoutRng(NoInput.NONE);

        assertThat(initial.state().isEmpty()).isTrue();
        assertThat(net.applyWithoutRng(Params.empty(), State.empty(), NoInput.NONE)
                        .value())
                .isSameAs(PRETRAINED);
    }

    @Test
    void keepsOutWhatASetterReturnsItFor() {
        var state = Haiku.transformWithState(() -> Haiku.customSetter(
                        (variable, value, next) -> variable.name().equals("secret") ? DO_NOT_STORE : next.apply(value),
                        () -> {
                            Haiku.setState("secret", PRETRAINED);
                            Haiku.setState("pair", List.of(PRETRAINED, PRETRAINED));
                            return PRETRAINED;
                        }))
                .initWithoutRng(NoInput.NONE)
                .state();

        assertThat(state.names()).containsExactly("~/pair");
    }

    @Test
    void keepsTheOldValueWhereItIsSet() {
        var state = Haiku.transformWithState(() -> {
                    Haiku.setState("s", PRETRAINED);
                    Haiku.setState("s", DO_NOT_STORE);
                    Haiku.setState("pair", List.of(PRETRAINED, DO_NOT_STORE));
                    return Haiku.getState("s");
                })
                .initWithoutRng(NoInput.NONE)
                .state();

        assertThat(state.names()).containsExactly("~/s");
    }

    @Test
    void needsAGetterForAParameter() {
        inTransform(
                () -> assertThatThrownBy(() -> Haiku.getParameter("w", TWO, NONE))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(
                                "parameter 'w' is not stored, and no getter supplies its value.\n"
                                        + "Where an initialiser or creator returns DO_NOT_STORE, a custom getter must return a tensor."));
    }

    @Test
    void hasNeitherTypeNorNumbers() {
        var message = "DO_NOT_STORE has no shape, no element type and no numbers. "
                + "Where an initialiser returns it, a custom getter must supply the value.";

        assertThat(DO_NOT_STORE).hasToString("DO_NOT_STORE");
        assertThatThrownBy(DO_NOT_STORE::shape)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(DO_NOT_STORE::dtype)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(DO_NOT_STORE::item)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }
}
