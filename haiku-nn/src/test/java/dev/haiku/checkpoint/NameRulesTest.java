package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Params;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {

    private static TensorSource source(String... names) {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var name : names) {
            tensors.put(name, Tensor.of((float) tensors.size(), 10f));
        }
        return TensorSource.of(tensors);
    }

    @ParameterizedTest
    @CsvSource({
        "fc.weight, linear/w, fc.weight, linear/w",
        "fc{i}.weight, linear_{i}/w, fc12.weight, linear_12/w",
        "fc{i}.weight, linear_{i+1}/w, fc1.weight, linear_2/w",
        "fc{i}.weight, linear_{i-1}/w, fc1.weight, linear_0/w",
        "fc{i}.weight, linear{_i}/w, fc0.weight, linear/w",
        "fc{i}.weight, linear{_i}/w, fc3.weight, linear_3/w",
        "fc{i}.weight, linear{_i-1}/w, fc1.weight, linear/w",
        "layer{a}.{b}.w, block_{b}/~/group_{a}/w, layer1.2.w, block_2/~/group_1/w",
        "model.{rest*}.w, {rest}/w, model.a.b/c.w, a.b/c/w",
        "(a+){i}[.]*, x/{i}, (a+)7[.]*, x/7",
    })
    void fillsInWhatMatched(String from, String to, String name, String expected) {
        assertThat(NameRules.param(from, to).apply(source(name)).params().names())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fc1.2.weight", "fc.weight", "xfc1.weight", "fc1.weights", "fc1/2.weight"})
    void matchesWholeNamesOnly(String name) {
        assertThatThrownBy(() -> NameRules.param("fc{i}.weight", "linear/w").apply(source(name)))
                .hasMessageStartingWith("No rule matches the tensors " + name);
    }

    @Test
    void changesTensors() {
        var params =
                NameRules.param("a", "m/w", w -> w.mul(2)).apply(source("a")).params();

        assertThat(params.get("m", "w").toFloatArray()).containsExactly(0, 20);
    }

    @Test
    void makesSeveralOfOneAndOneOfSeveral() {
        var rules = NameRules.of(
                NameRules.param("a{i}", "m{i}/first"),
                NameRules.state("a{i}", "m{i}/second", x -> x.add(1)),
                NameRules.paramOfAll(List.of("a{i}", "b{i}"), "m{i}/both", parts -> Ops.concatenate(parts, 0)));

        var result = rules.apply(source("a1", "b1", "a2", "b2"));

        assertThat(result.params().names()).containsExactly("m1/first", "m1/both", "m2/first", "m2/both");
        assertThat(result.params().get("m2", "both").toFloatArray()).containsExactly(2, 10, 3, 10);
        assertThat(result.state().get("m1", "second").toFloatArray()).containsExactly(1, 11);
    }

    @Test
    void leavesOutWhatIsDroppedOrMissing() {
        var rules = NameRules.of(
                NameRules.param("a", "m/a"),
                NameRules.drop("{x*}.count"),
                NameRules.param("b", "m/b").optional());

        assertThat(rules.apply(source("a", "n.0.count")).params().names()).containsExactly("m/a");
    }

    @Test
    void comparesWithATemplateAndTakesItsOrder() {
        var rules = NameRules.param("{name}", "m/{name}");
        var template =
                Params.of(Map.of("m", new LinkedHashMap<>(source("b", "a").tensors())));

        assertThat(rules.apply(source("a", "b"), template).names()).containsExactly("m/b", "m/a");
        assertThatThrownBy(() -> rules.apply(source("a"), template))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("""
                        This source: the tensors are not those of the template.
                        missing: params/m/b f32[2]
                        Build the template with the program that saved them.""");
    }

    @Test
    void printsWhatItMatches() {
        assertThat(NameRules.of(TorchRules.linear("fc", "linear"), NameRules.drop("x")))
                .hasToString("NameRules[fc.weight, fc.bias, x]");
    }

    @Nested
    class Errors {

        @Test
        void nameTheTensorsThatMatchNoRule() {
            assertThatThrownBy(() -> NameRules.param("a", "m/a").apply(source("a", "b", "c")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(
                            "No rule matches the tensors b, c. Add rules for them, or NameRules.drop(...) for those that"
                                    + " are not needed.");
        }

        @Test
        void nameTheRulesThatMatchNoTensor() {
            assertThatThrownBy(() -> NameRules.of(NameRules.param("{x}", "m/{x}"), NameRules.param("fc.weight", "m/w"))
                            .apply(source("a", "b")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("No tensor matches the rules for fc.weight. There are a, b.");
        }

        @Test
        void nameTheResultThatWouldBeMadeTwice() {
            assertThatThrownBy(() -> NameRules.param("{x}", "m/w").apply(source("a", "b")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("Several tensors would become m/w. Give them different names.");
        }

        @Test
        void nameTheTensorThatIsMissingForAResult() {
            var rules = NameRules.paramOfAll(List.of("a{i}", "b{i}"), "m/{i}", parts -> parts.get(0));

            assertThatThrownBy(() -> rules.apply(source("a1")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("'m/1' is made of a1, b1, but there is no tensor 'b1'. Give a rule that does without.");
        }

        @Test
        void refuseCountingWithWords() {
            assertThatThrownBy(() -> NameRules.param("fc{i}", "m_{i+1}/w").apply(source("fcx")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("The pattern 'm_{i+1}/w' counts with {i}, but 'x' is no number. Use {i} as it is.");
        }

        @Test
        void refusePlaceholdersWithoutAValue() {
            assertThatThrownBy(() -> NameRules.param("fc{i}", "m_{j}/w"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The pattern 'm_{j}/w' has the placeholders [j], which 'fc{i}' lacks."
                            + " A placeholder gets its value there.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a{", "a}", "a{}", "{i+}", "{9}"})
        void refuseOtherBraces(String pattern) {
            assertThatThrownBy(() -> NameRules.drop(pattern))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The pattern '" + pattern + "' has a brace that belongs to no placeholder. Placeholders are"
                                    + " {i}, {rest*}, {i+1}, {i-1} and {_i}.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{i+1}", "{_i}", "{i}.{i}"})
        void refuseCountsInNamesToMatch(String pattern) {
            assertThatThrownBy(() -> NameRules.drop(pattern))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The pattern '" + pattern
                            + "' is to match names, so {i} must stand there once, and without a"
                            + " count. Move the count to the other pattern.");
        }

        @Test
        void refuseARuleOfNoTensors() {
            assertThatThrownBy(() -> NameRules.paramOfAll(List.of(), "m/w", parts -> parts.get(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A rule for 'm/w' needs at least one name. Give that of a tensor.");
        }

        @Test
        void tellThatAResultHasNoModulePath() {
            assertThatThrownBy(() -> NameRules.param("a", "w").apply(source("a")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("The tensor 'w' cannot be a parameter or state, since its name is not a module path,"
                            + " a slash and a name. Give it one with NameRules.");
        }
    }
}
