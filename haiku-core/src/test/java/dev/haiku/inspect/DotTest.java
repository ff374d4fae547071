package dev.haiku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.func.TensorSpec;
import dev.haiku.inspect.Models.Dense;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class DotTest {

    private static final Tensor X = TensorSpec.of(DType.F32, 5, 3);

    @Test
    void drawsInputsOperationsConstantsAndResults() {
        assertThat(Inspect.toDot((Tensor x) -> x.mul(2.0), TensorSpec.of(DType.F32)))
                .isEqualTo("""
                digraph "f" {
                  node [shape=box, style="filled,rounded", fontname="sans-serif", fontsize=10];
                  label="f";
                  n0 [label="argument 0\\nf32[]", fillcolor="#ffb74d"];
                  n1 [label="2.0", fillcolor="#ce93d8"];
                  n2 [label="mul\\nf32[]", fillcolor="#fff59d"];
                  n3 [label="result\\nf32[]", fillcolor="#90caf9"];
                  n0 -> n2;
                  n1 -> n2;
                  n2 -> n3;
                }
                """);
    }

    @Test
    void framesTheMethodsOfModules() {
        var net = Haiku.transform((Tensor x) -> Haiku.nameScope("net", () -> new Dense(2).apply(x)))
                .withoutApplyRng();
        var params = Params.empty()
                .with("net/dense", "w", TensorSpec.of(DType.F32, 3, 2))
                .with("net/dense", "b", TensorSpec.of(DType.F32, 2));

        assertThat(Inspect.toDot(net::apply, params, X)).isEqualTo("""
                digraph "f" {
                  node [shape=box, style="filled,rounded", fontname="sans-serif", fontsize=10];
                  label="f";
                  n0 [label="argument 0['net/dense']['b']\\nf32[2]", fillcolor="#ffb74d"];
                  n1 [label="argument 0['net/dense']['w']\\nf32[3, 2]", fillcolor="#ffb74d"];
                  n2 [label="argument 1\\nf32[5, 3]", fillcolor="#ffb74d"];
                  n6 [label="result\\nf32[5, 2]", fillcolor="#90caf9"];
                  subgraph cluster_f1 {
                    style=rounded;
                    label="net";
                    subgraph cluster_f2 {
                      style=rounded;
                      label="net/dense";
                      n3 [label="dot_general\\nf32[5, 2]", fillcolor="#fff59d"];
                      n4 [label="broadcast_in_dim\\nf32[5, 2]", fillcolor="#fff59d"];
                      n5 [label="add\\nf32[5, 2]", fillcolor="#fff59d"];
                    }
                  }
                  n2 -> n3;
                  n1 -> n3;
                  n0 -> n4;
                  n3 -> n5;
                  n4 -> n5;
                  n5 -> n6;
                }
                """);
    }

    @Test
    void numbersSeveralResultsAndNamesBigConstants() {
        var dot = Inspect.toDot((Tensor x, Tensor y, Tensor z) -> List.of(x.add(Tensor.of(1f, 2f, 3f)), y, z), X, X, X);

        assertThat(dot)
                .contains("result 0\\nf32[5, 3]", "result 2\\nf32[5, 3]", "argument 2\\nf32[5, 3]")
                .contains("constant\\nf32[3]");
    }
}
