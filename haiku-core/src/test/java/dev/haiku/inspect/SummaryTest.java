package dev.haiku.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Config;
import dev.haiku.Haiku;
import dev.haiku.array.DType;
import dev.haiku.func.Carried;
import dev.haiku.func.Func;
import dev.haiku.func.TensorSpec;
import dev.haiku.inspect.Models.Dense;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final Tensor IMAGES = TensorSpec.of(DType.F32, 8, 784);
    private static final Tensor X = TensorSpec.of(DType.F32, 5, 3);

    private static List<String> calls(List<MethodInvocation> invocations) {
        return invocations.stream()
                .map(i -> i.asCaller() + " " + i.inputText() + " -> " + i.outputText())
                .toList();
    }

    @Test
    void listsTheCallsOfMethodsInOrder() {
        assertThat(calls(Inspect.evalSummary(Models::mlp, IMAGES)))
                .containsExactly(
                        "mlp (Mlp) f32[8, 784] -> f32[8, 10]",
                        "mlp/~/first (Dense) f32[8, 784] -> f32[8, 300]",
                        "mlp/~/second (Dense) f32[8, 300] -> f32[8, 10]");
    }

    @Test
    void takesTransformedFunctionsAndTensors() {
        var expected = Inspect.evalSummary(Models::mlp, IMAGES).toString();

        assertThat(Inspect.evalSummary(Haiku.transform(Models::mlp), Tensor.of(new float[8][784])))
                .hasToString(expected);
        assertThat(Inspect.evalSummary(Haiku.transformWithState(Models::mlp), IMAGES))
                .hasToString(expected);
    }

    @Test
    void listsOneEntryForEachCall() {
        var invocations = Inspect.evalSummary(
                (Tensor x) -> {
                    var dense = new Dense(3);
                    return dense.apply(dense.apply(dense.apply(x)));
                },
                X);

        assertThat(invocations).hasSize(3).extracting(i -> i.module().path()).containsOnly("dense");
        assertThat(invocations).extracting(MethodInvocation::flops).containsOnly(5 * 3 * 3 * 2L + 15);
    }

    @Test
    void knowsParametersAndStateInTheOrderOfCreation() {
        var invocations = Inspect.evalSummary(Models::vae, X);
        var encode = invocations.get(1).module();

        assertThat(encode.params())
                .hasToString("{vae/~encode/dense/w=f32[3, 2], vae/~encode/dense/b=f32[2], "
                        + "vae/~encode/dense_1/w=f32[3, 2], vae/~encode/dense_1/b=f32[2]}");
        assertThat(encode.state()).hasToString("{vae/seen[0]=f32[], vae/seen[1]=i32[]}");
        assertThat(encode.ownedParams()).isEmpty();
        assertThat(encode.paramSize()).isEqualTo(16);
        assertThat(encode.paramBytes()).isEqualTo(64);
        assertThat(invocations.get(2).module().ownedParams()).hasToString("{w=f32[3, 2], b=f32[2]}");
    }

    @Test
    void knowsMethodsInputsAndCallers() {
        var invocations = Inspect.evalSummary(Models::vae, X);

        assertThat(calls(invocations))
                .containsExactly(
                        "vae (Vae.nothing)  -> Optional.empty",
                        "vae (Vae.encode) f32[5, 3], 0.5 -> Moments[mean=f32[5, 2], scale=f32[5, 2]]",
                        "vae/~encode/dense (Dense) f32[5, 3] -> f32[5, 2]",
                        "vae/~encode/dense_1 (Dense) f32[5, 3] -> f32[5, 2]");
        assertThat(invocations.get(2).callers()).hasToString("[vae (Vae.encode)]");
        assertThat(invocations.get(1).callers()).isEmpty();
    }

    @Test
    void seesThroughTransformations() {
        var invocations = Inspect.evalSummary(
                (Tensor x) ->
                        Haiku.grad((Tensor y) -> new Dense(1).apply(y).sum()).apply(x),
                X);

        assertThat(calls(invocations)).containsExactly("dense (Dense) f32[5, 3] -> f32[5, 1]");
        assertThat(invocations.get(0).flops()).isGreaterThan(5 * 3 * 2L);
    }

    @Test
    void countsTheBodyOfALoopAsOneCall() {
        var invocations = Inspect.evalSummary(
                (Tensor x) -> {
                    var dense = new Dense(3);
                    return Haiku.scan((Tensor carry, Tensor row) -> new Carried<>(dense.apply(carry), row), x, x)
                            .carry();
                },
                X);

        assertThat(calls(invocations)).containsExactly("dense (Dense) f32[5, 3] -> f32[5, 3]");
    }

    @Test
    void doesNotChangeSettings() {
        Inspect.evalSummary(Models::mlp, IMAGES);

        assertThat(Config.current().nameScopes()).isFalse();
    }

    @Nested
    class Tables {

        @Test
        void drawsAGrid() {
            assertThat(Inspect.tabulate(Haiku.transform(Models::mlp), IMAGES)).isEqualTo("""
                    +----------------------+----------------------+------------------+-------------+-------------+-------------+-------------+-----------+
                    | Module               | Config               | Module params    | Input       | Output      | Param count | Param bytes |     FLOPs |
                    +======================+======================+==================+=============+=============+=============+=============+===========+
                    | mlp (Mlp)            | Mlp(sizes=[300, 10]) |                  | f32[8, 784] | f32[8, 10]  |     238,510 |   954.04 kB | 3,818,480 |
                    +----------------------+----------------------+------------------+-------------+-------------+-------------+-------------+-----------+
                    | mlp/~/first (Dense)  | Dense(size=300)      | w: f32[784, 300] | f32[8, 784] | f32[8, 300] |     235,500 |   942.00 kB | 3,765,600 |
                    |  └ mlp (Mlp)         |                      | b: f32[300]      |             |             |             |             |           |
                    +----------------------+----------------------+------------------+-------------+-------------+-------------+-------------+-----------+
                    | mlp/~/second (Dense) | Dense(size=10)       | w: f32[300, 10]  | f32[8, 300] | f32[8, 10]  |       3,010 |    12.04 kB |    48,080 |
                    |  └ mlp (Mlp)         |                      | b: f32[10]       |             |             |             |             |           |
                    +----------------------+----------------------+------------------+-------------+-------------+-------------+-------------+-----------+""");
        }

        @Test
        void showsTheColumnsAsked() {
            assertThat(Inspect.tabulate(
                            Models::vae,
                            X,
                            o -> o.columns(Column.MODULE, Column.PARAMS_SIZE).onlyWithOutput(false)))
                    .isEqualTo("""
                            +-----------------------------+-------------+
                            | Module                      | Param count |
                            +=============================+=============+
                            | vae (Vae.nothing)           |          16 |
                            +-----------------------------+-------------+
                            | vae (Vae.encode)            |          16 |
                            +-----------------------------+-------------+
                            | vae/~encode/dense (Dense)   |           8 |
                            |  └ vae (Vae.encode)         |             |
                            +-----------------------------+-------------+
                            | vae/~encode/dense_1 (Dense) |           8 |
                            |  └ vae (Vae.encode)         |             |
                            +-----------------------------+-------------+""");
        }

        @Test
        void leavesOutWhatHasNoOutputOrNoParameters() {
            assertThat(Inspect.tabulate(Models::vae, X)).doesNotContain("nothing");
            assertThat(Inspect.tabulate(
                            (Tensor x) -> Haiku.toModule("bare", y -> y).apply(new Dense(2).apply(x)),
                            X,
                            o -> o.onlyWithParams(true)))
                    .contains("dense")
                    .doesNotContain("bare");
            assertThat(Inspect.tabulate((Tensor x) -> x, X)).isEqualTo("No modules matching filters.");
        }

        @Test
        void drawsMarkdownAndHtml() {
            var rows = new Column[] {Column.MODULE, Column.PARAMS_SIZE};

            assertThat(Inspect.tabulate(
                            Haiku.transformWithState((Tensor x) -> new Dense(2).apply(x)),
                            X,
                            o -> o.columns(rows).format(TableFormat.MARKDOWN)))
                    .isEqualTo("""
                            | Module | Param count |
                            | --- | --: |
                            | dense (Dense) | 8 |""");
            assertThat(Inspect.tabulate(
                            Haiku.transform((Tensor x) -> new Dense(2).apply(x)),
                            X,
                            o -> o.columns(rows).format(TableFormat.HTML)))
                    .isEqualTo("""
                            <table>
                            <thead><tr><th>Module</th><th>Param count</th></tr></thead>
                            <tbody>
                            <tr><td>dense (Dense)</td><td style="text-align: right">8</td></tr>
                            </tbody>
                            </table>""");
        }

        @Test
        void rejectsATableWithoutColumns() {
            assertThatThrownBy(() -> Inspect.tabulate(Models::mlp, IMAGES, o -> o.columns(new Column[0])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A table needs at least one column, but got none.");
        }
    }

    @Test
    void worksInsideAJittedFunction() {
        var table = new String[1];

        Func.jit((Tensor x) -> {
                    table[0] = Inspect.tabulate((Tensor y) -> new Dense(2).apply(y), x);
                    return x;
                })
                .apply(Tensor.of(new float[5][3]));

        assertThat(table[0]).contains("dense (Dense)");
    }
}
