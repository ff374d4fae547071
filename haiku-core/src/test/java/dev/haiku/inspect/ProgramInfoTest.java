package dev.haiku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.func.TensorSpec;
import dev.haiku.inspect.Models.Dense;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ProgramInfoTest {

    private static final Tensor X = TensorSpec.of(DType.F32, 12, 7);

    @Test
    void listsTheStepsOfAFunction() {
        assertThat(Inspect.programInfo((Tensor x, Tensor y) -> x.sin().add(y.cos()), X, X))
                .hasToString("""
                        f 252 flops
                          sin 84 flops in f32[12, 7], out f32[12, 7]
                          cos 84 flops in f32[12, 7], out f32[12, 7]
                          add 84 flops in f32[12, 7], f32[12, 7], out f32[12, 7]""");
    }

    @Test
    void listsModulesWithTheirParameters() {
        var net = Haiku.transform((Tensor x) -> Haiku.nameScope("net", () -> new Dense(2).apply(x)));

        assertThat(Inspect.programInfo(net, X)).hasToString("""
                apply 360 flops
                  net 360 flops 16 params
                    net/dense 360 flops 16 params
                      dot_general 336 flops in f32[12, 7], f32[7, 2], out f32[12, 2]
                      broadcast_in_dim in f32[2], out f32[12, 2]
                      add 24 flops in f32[12, 2], f32[12, 2], out f32[12, 2]""");
    }

    @Test
    void knowsTheSizeOfState() {
        var info = Inspect.programInfo(Haiku.transformWithState(Models::vae), X);

        assertThat(info.toString()).contains("vae~encode 828 flops 32 params 2 state\n");
        assertThat(Inspect.programInfo(
                                Haiku.transformWithState((Tensor x) -> {
                                    Haiku.setState("outside", x);
                                    return Haiku.toModule("net", y -> {
                                                Haiku.setState("sum", y);
                                                return y;
                                            })
                                            .apply(x);
                                }),
                                X)
                        .toString())
                .contains("net 84 state");
    }

    @Test
    void listsLoopsAndBranches() {
        var info = Inspect.programInfo(
                (Tensor x) -> Control.cond(
                        x.sum().gt(0.0),
                        (Tensor y) -> Control.scan((Tensor c, Tensor row) -> new Carried<>(c.add(row), c), y.get(0), y)
                                .carry(),
                        (Tensor y) -> y.get(0),
                        x),
                X);

        assertThat(info.toString()).contains("cond ", "    branch 0", "    branch 1", "body 7 flops", "scan 84 flops");
    }

    @Test
    void listsDerivatives() {
        var net = Haiku.transform((Tensor x) -> new Dense(2).apply(x).sum()).withoutApplyRng();
        var params = Func.evalShape(
                (Tensor x) ->
                        Haiku.transform((Tensor y) -> new Dense(2).apply(y)).init(Key.of(1), x),
                X);

        var info = Inspect.programInfo(
                (Params p, Tensor x) -> Func.grad(net::apply).apply(p, x), params, X);

        assertThat(info.toString()).contains("dense)").contains("dot_general");
    }

    @Test
    void writesHtml() {
        var info = Inspect.programInfo((Tensor x) -> x.reshape(84).sin(), X);

        assertThat(info.toHtml()).isEqualTo("""
                <details open><summary>f 84 flops</summary>
                <p>reshape in f32[12, 7], out f32[84] <code>shape=[84]</code></p>
                <p>sin 84 flops in f32[84], out f32[84]</p>
                </details>""");
        assertThat(info.toHtmlPage())
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains(info.toHtml());
    }
}
