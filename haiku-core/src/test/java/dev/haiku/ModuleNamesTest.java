package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleNamesTest {

    @ParameterizedTest
    @CsvSource({
        "MLP, mlp",
        "ConvND, conv_nd",
        "ResNet50, res_net50",
        "BatchNorm, batch_norm",
        "GRU, gru",
        "EMAParamsTree, ema_params_tree",
        "DepthwiseConv2D, depthwise_conv2_d",
        "_DeepRNN, __deep_rnn",
        "Conv2D, conv2_d",
        "ConvNDTranspose, conv_nd_transpose",
        "BlockV1, block_v1",
        "RMSNorm, rms_norm",
        "LSTM, lstm",
        "SNParamsTree, sn_params_tree",
        "SeparableDepthwiseConv2D, separable_depthwise_conv2_d",
        "ABc, a_bc",
        "Conv2DTranspose, conv2_d_transpose",
        "Conv1DLSTM, conv1_dlstm",
        "MobileNetV1Block, mobile_net_v1_block",
        "DeepRNN, deep_rnn",
        "VanillaRNN, vanilla_rnn",
        "VectorQuantizerEMA, vector_quantizer_ema",
        "HTTPServer, http_server",
        "MyModule2, my_module2",
        "Block_1, block_1"
    })
    void turnsClassNamesIntoSnakeCase(String className, String name) {
        assertThat(ModuleNames.camelToSnake(className)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1a", "a-b", "a b", "a/b", "/a", "a.b", "~", "é", "", "a~"})
    void rejectsNamesThatAreNoIdentifiers(String name) {
        assertThatThrownBy(() -> ModuleNames.checked(name, Dense.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + name + "' is not a valid module name. "
                        + "It consists of letters, digits and underscores and does not begin with a digit.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_a", "a1", "A", "FORCE:a/~/b"})
    void acceptsIdentifiersAndForcedNames(String name) {
        assertThat(ModuleNames.checked(name, Dense.class)).isEqualTo(name);
    }

    @Test
    void namesAnonymousClassesAfterTheirSuperclass() {
        var type = new Object() {}.getClass();

        assertThat(ModuleNames.className(type)).isEqualTo("Object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "a/~/b", "a/~encode/b", "~"})
    void forcesPaths(String path) {
        assertThat(ModuleNames.forcedPath(ModuleNames.force(path))).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"/a, ''", "a//b, ''", "a/1, 1", "a/~1, ~1", "a b, a b"})
    void rejectsForcedPathsWithInvalidParts(String path, String part) {
        assertThatThrownBy(() -> ModuleNames.force(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + path + "' is not a valid module path: '" + part
                        + "' must be letters, digits and underscores, after an optional '~'.");
    }
}
