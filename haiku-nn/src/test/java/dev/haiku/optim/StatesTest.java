package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StatesTest {

    private static final List<Tensor> PARAMS = List.of(Tensor.of(1f, 2f), Tensor.scalar(3.0));

    private static final GradientTransformation<MultiStepsState> WRAPPED = Optimizers.multiSteps(
            Optimizers.masked(
                    Optimizers.chain(Optimizers.clip(1), Optimizers.adam(0.1)), (name, p) -> name.equals("0")),
            2);

    @Test
    void findsStatesHoweverDeep() {
        var state = WRAPPED.init(PARAMS);

        assertThat(States.get(state, AdamState.class).count().itemLong()).isZero();
        assertThat(States.find(state, MaskedState.class)).isPresent();
        assertThat(States.find(state, LionState.class)).isEmpty();
        assertThat(States.findAll(state, ChainState.class)).hasSize(2);
    }

    @Test
    void findsTensorsByTheNameOfTheirComponent() {
        var state = WRAPPED.init(PARAMS);

        assertThat(States.findTensors(state, "mu"))
                .containsOnlyKeys(".innerOptState.innerState.states[1].states[0].mu[0]");
        assertThat(States.findTensors(state, "count").values()).hasSize(1);
        assertThat(States.findTensors(state, "accGrads")).hasSize(2);
        assertThat(States.findTensors(state, "m")).isEmpty();
    }

    @Test
    void replacesStatesHoweverDeep() {
        var state = WRAPPED.init(PARAMS);

        var later = States.replace(state, AdamState.class, s -> new AdamState(Tensor.scalar(7), s.mu(), s.nu()));

        assertThat(States.get(later, AdamState.class).count().itemLong()).isEqualTo(7);
        assertThat(States.get(state, AdamState.class).count().itemLong()).isZero();
        assertThat(WRAPPED.update(PARAMS, later, PARAMS).state()).isInstanceOf(MultiStepsState.class);
    }

    @Test
    void namesTheMembersOfANamedChain() {
        var members = new LinkedHashMap<String, GradientTransformation<?>>();
        members.put("trace", Optimizers.trace(0.5, false));
        members.put("step", Optimizers.scale(-1));
        var chain = Optimizers.namedChain(members);

        var step = chain.update(PARAMS, chain.init(PARAMS));

        assertThat(step.updates().get(1).item()).isEqualTo(-3);
        assertThat(step.state().get("trace")).isInstanceOf(TraceState.class);
        assertThat(States.get(step.state(), TraceState.class))
                .isSameAs(step.state().get("trace"));
    }

    @Test
    void mapsWhatIsLikeTheParametersAndNothingElse() {
        var optimizer =
                Optimizers.chain(Optimizers.adam(0.1), Optimizers.addDecayedWeights(count -> Tensor.scalar(0.1)));

        var small = States.mapParams(optimizer, PARAMS, optimizer.init(PARAMS), x -> x.cast(DType.BF16));

        var adam = States.get(small, AdamState.class);
        assertThat(((List<?>) adam.mu()).get(0))
                .extracting(x -> ((Tensor) x).dtype())
                .isEqualTo(DType.BF16);
        assertThat(((List<?>) adam.nu()).get(1))
                .extracting(x -> ((Tensor) x).dtype())
                .isEqualTo(DType.BF16);
        assertThat(adam.count().dtype()).isEqualTo(DType.I32);
    }

    @Test
    void mapsMaskedMomentsToo() {
        var state = WRAPPED.init(PARAMS);

        var small = States.mapParams(WRAPPED, PARAMS, state, x -> x.cast(DType.F64));

        var mu = (MaskedTree) States.get(small, AdamState.class).mu();
        assertThat(mu.find("0").orElseThrow().dtype()).isEqualTo(DType.F64);
        assertThat(small.miniStep().dtype()).isEqualTo(DType.I32);
        assertThat(((List<?>) small.accGrads()).get(1))
                .extracting(x -> ((Tensor) x).dtype())
                .isEqualTo(DType.F64);
    }

    @Nested
    class Rejects {

        @Test
        void aClassOfWhichThereIsNone() {
            assertThatThrownBy(() -> States.get(WRAPPED.init(PARAMS), LionState.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no state of class LionState in a MultiStepsState. A wrapper of your own shows"
                            + " its members by implementing CompositeState.");
        }

        @Test
        void aClassOfWhichThereAreSeveral() {
            assertThatThrownBy(() -> States.find(WRAPPED.init(PARAMS), ChainState.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There are 2 states of class ChainState. Use findAll and choose one.");
        }

        @Test
        void aMemberOfAnotherName() {
            var chain = Optimizers.namedChain(Map.of("a", Optimizers.identity()));

            assertThatThrownBy(() -> chain.init(PARAMS).get("b"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no member 'b'. There are [a].");
        }
    }
}
