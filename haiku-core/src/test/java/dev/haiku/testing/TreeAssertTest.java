package dev.haiku.testing;

import static dev.haiku.testing.HaikuAssertions.assertSameUnderJit;
import static dev.haiku.testing.HaikuAssertions.assertThat;
import static dev.haiku.testing.HaikuAssertions.assertThatTree;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TreeAssertTest {

    private static final Params PARAMS =
            Params.empty().with("linear", "w", Tensor.of(1f, 2f)).with("linear", "b", Tensor.scalar(3.0));

    @Nested
    class OfParams {

        @Test
        void acceptsWhatIsSo() {
            assertThat(PARAMS)
                    .hasNames("linear/w", "linear/b")
                    .hasType("linear", "w", "f32[2]")
                    .hasSize(3)
                    .hasStructureOf(PARAMS.map(x -> x.add(1)))
                    .isCloseTo(PARAMS.map(x -> x.add(0.5)), within(0.5))
                    .isCloseTo(PARAMS.map(x -> x.mul(1.01)), 0.02, 0)
                    .isFinite()
                    .tensor("linear", "b")
                    .containsExactly(3);
        }

        @Test
        void saysWhichNamesThereAre() {
            assertThatThrownBy(() -> assertThat(PARAMS).hasNames("linear/w"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            Expected parameters with the names
                              linear/w
                            but got
                              linear/w, linear/b""");
            assertThatThrownBy(() -> assertThat(PARAMS).tensor("linear", "x"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            Expected a parameter 'x' in 'linear', but there are
                              [linear/w, linear/b]""");
        }

        @Test
        void saysWhatHasAnotherTypeOrSize() {
            assertThatThrownBy(() -> assertThat(PARAMS).hasType("linear", "w", "f32[3]"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("[linear/w] Expected a tensor of type f32[3], but got f32[2].");
            assertThatThrownBy(() -> assertThat(PARAMS).hasSize(4)).hasMessage("""
                    Expected parameters of 4 elements, but got
                    linear
                      w    f32[2]           2
                      b    f32[]            1
                    total  2 tensors, 12 B  3""");
            assertThatThrownBy(() -> assertThat(PARAMS).hasStructureOf(PARAMS.with("a", "b", Tensor.scalar(1))))
                    .hasMessage("""
                            Expected parameters of the structure of the expected ones, but:
                            missing: a/b i32[]""");
            assertThatThrownBy(() -> assertThat(PARAMS.map(x -> x.div(0.0))).isFinite())
                    .hasMessage(
                            "[linear/w] Expected all numbers of f32[2] to be finite, but at [0] there is Infinity.");
        }

        @Test
        void saysWhichNumbersDiffer() {
            assertThatThrownBy(() -> assertThat(PARAMS)
                            .isCloseTo(PARAMS.update("linear", "w", w -> w.add(Tensor.of(0f, 1f))), within(1e-6)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            Expected parameters to be close to the expected ones within 1.0E-6,
                            but 1 of 2 differs:
                            linear/w f32[2]: 1 of 2 elements differs; the largest error is 1.0 at [1]:
                              expected: 3.0
                              but was:  2.0""");
        }
    }

    @Nested
    class OfState {

        private static final State STATE =
                State.empty().with("a", "count", Tensor.scalar(1)).with("a", "pair", List.of(Tensor.of(1f, 2f)));

        @Test
        void acceptsWhatIsSo() {
            assertThat(STATE)
                    .hasNames("a/count", "a/pair")
                    .hasStructureOf(STATE.map(x -> x.mul(2)))
                    .isCloseTo(STATE.map(x -> x.mul(1)), within(0.0))
                    .tensor("a", "count")
                    .containsExactly(1);
        }

        @Test
        void saysWhatIsNot() {
            assertThatThrownBy(() -> assertThat(STATE).hasNames()).hasMessage("""
                    Expected state with the names
                      \nbut got
                      a/count, a/pair""");
            assertThatThrownBy(() -> assertThat(STATE).tensor("a", "x")).hasMessage("""
                    Expected a state 'x' in 'a', but there are
                      [a/count, a/pair]""");
            assertThatThrownBy(() -> assertThat(STATE).hasStructureOf(State.empty()))
                    .hasMessage("""
                    Expected state of the structure of the expected one, but:
                    unexpected: a/count i32[]
                    unexpected: a/pair (f32[2])""");
            assertThatThrownBy(() -> assertThat(STATE).isCloseTo(STATE.map(x -> x.add(1)), within(0.5)))
                    .hasMessageStartingWith("Expected the tensors to be close to the expected ones within 0.5,\n"
                            + "but 2 of 2 differ:\n['a']['count'] i32[]: 1 of 1 element differs");
        }
    }

    @Nested
    class OfTrees {

        private static final List<Tensor> TREE = List.of(Tensor.of(1f, 2f), Tensor.scalar(3));

        @Test
        void acceptsWhatIsSo() {
            assertThatTree(TREE)
                    .hasStructureOf(List.of(Tensor.of(5f, 6f), Tensor.scalar(7)))
                    .isCloseTo(TREE, within(0.0))
                    .isCloseTo(TREE, 0.0, 0.0)
                    .isFinite();
        }

        @Test
        void saysWhatIsNot() {
            assertThatThrownBy(() -> assertThatTree(TREE).hasStructureOf(TREE.get(0)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("Expected a tree of the structure of the expected one, but trees differ at the root: a "
                            + "list of 2 in the first, a tensor in the second.");
            assertThatThrownBy(() -> assertThatTree(TREE).hasStructureOf(List.of(TREE.get(1), TREE.get(0))))
                    .hasMessage("Expected i32[] at [0], but got f32[2].");
            assertThatThrownBy(() -> assertThatTree(Tensor.scalar(1.0)).isCloseTo(Tensor.scalar(2.0), within(0.5)))
                    .hasMessage("""
                            Expected the tensors to be close to the expected ones within 0.5,
                            but 1 of 1 differs:
                            the tensor f32[]: 1 of 1 element differs; the largest error is 1.0 at []:
                              expected: 2.0
                              but was:  1.0""");
            assertThatThrownBy(() ->
                            assertThatTree(List.of(Tensor.scalar(Double.NaN))).isFinite())
                    .hasMessage("Expected all numbers to be finite, but some of [0] are not.");
        }
    }

    @Nested
    class UnderJit {

        @Test
        void acceptsFunctionsThatStage() {
            assertSameUnderJit((Tensor x) -> List.of(x.sin(), x.sum()), Tensor.of(1f, 2f));
            assertSameUnderJit((Params p, Tensor x) -> p.get("linear", "w").mul(x), PARAMS, Tensor.scalar(2.0));
            assertSameUnderJit(Tensor::exp, Tensor.of(1f, 2f), within(1e-3));
        }

        @Test
        void findsFunctionsThatRememberSomething() {
            var calls = new int[1];

            assertThatThrownBy(() -> assertSameUnderJit((Tensor x) -> x.add(calls[0]++), Tensor.of(1f, 2f)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            [under jit] Expected the tensors to be close to the expected ones within 1.0E-5 (relative 1.0E-5),
                            but 1 of 1 differs:
                            the tensor f32[2]: 2 of 2 elements differ; the largest error is 1.0 at [0]:
                              expected: 1.0
                              but was:  2.0""");
        }
    }
}
