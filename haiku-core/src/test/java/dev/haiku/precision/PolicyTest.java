package dev.haiku.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    private static final Policy POLICY = new Policy(DType.F32, DType.BF16, DType.F64);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "params=float32,compute=bfloat16,output=float32; p=f32,c=bf16,o=f32",
                "p=f16,c=bf16,o=full; p=f16,c=bf16,o=f32",
                "c=f16; p=f32,c=f16,o=f16",
                "p=f16; p=f16,c=f16,o=f16",
                "o=float64; p=f32,c=f32,o=f64",
                "p=f16, c=bf16; p=f16,c=bf16,o=bf16",
                "half; p=f16,c=f16,o=f16",
                "bfloat16; p=bf16,c=bf16,o=bf16",
                "full; p=f32,c=f32,o=f32",
            })
    void readsTextsAndPrintsThem(String text, String printed) {
        assertThat(Policy.of(text)).hasToString(printed);
        assertThat(Policy.of(printed)).isEqualTo(Policy.of(text));
    }

    @Test
    void castsFloatingPointTensorsOfATree() {
        var tree = List.of(Tensor.of(1f, 2f), Tensor.of(3, 4));

        assertThat(POLICY.castToParam(tree)).extracting(Tensor::dtype).containsExactly(DType.F32, DType.I32);
        assertThat(POLICY.castToCompute(tree)).extracting(Tensor::dtype).containsExactly(DType.BF16, DType.I32);
        assertThat(POLICY.castToOutput(tree)).extracting(Tensor::dtype).containsExactly(DType.F64, DType.I32);
        assertThat(POLICY.castToParam(tree).get(0)).isSameAs(tree.get(0));
    }

    @Test
    void changesOneType() {
        assertThat(POLICY.paramDtype(DType.F16)).hasToString("p=f16,c=bf16,o=f64");
        assertThat(POLICY.computeDtype(DType.F16)).hasToString("p=f32,c=f16,o=f64");
        assertThat(POLICY.outputDtype(DType.F16)).hasToString("p=f32,c=bf16,o=f16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "p=f32,x=f16; The policy 'p=f32,x=f16' has the part 'x=f16', but parts are params=TYPE, "
                        + "compute=TYPE and output=TYPE, or p, c and o.",
                "p=f32,f16; The policy 'p=f32,f16' has the part 'f16', but parts are params=TYPE, compute=TYPE "
                        + "and output=TYPE, or p, c and o.",
                "p=f32,params=f16; The policy 'p=f32,params=f16' says twice what params is.",
                "p=f8; The policy 'p=f8' names the unknown type 'f8'. There are full, half, float16, bfloat16, "
                        + "float32, float64 and their short forms f16, bf16, f32, f64.",
                "int32; The policy 'int32' names the unknown type 'int32'. There are full, half, float16, bfloat16, "
                        + "float32, float64 and their short forms f16, bf16, f32, f64.",
            })
    void rejectsOtherTexts(String text, String message) {
        assertThatThrownBy(() -> Policy.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void rejectsOtherThanFloatingPointTypes() {
        assertThatThrownBy(() -> Policy.of(DType.I32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A policy needs floating-point types, but params is i32. Use f32, bf16, f16 or f64.");
    }
}
