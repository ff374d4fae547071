package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.haiku.Haiku;
import dev.haiku.golden.GoldenCases;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the tables do not know must fail by name, not pass. */
class ModuleTableTest {

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String module, String args, String call) {
        var cases = GoldenCases.load("c_modules");
        Assumptions.assumeThat(cases).isNotEmpty();
        Haiku.transform((Tensor x) -> {
                    var spec = new Spec(cases.get(0), key -> x);
                    return ModuleTable.row(spec, module)
                            .run(spec, json(args), json(call), json(call).path("kwargs"));
                })
                .init(Key.of(1), Ops.ones(2, 3));
    }

    @Test
    void namesAModuleThatItLacks() {
        assertThatThrownBy(() -> run("hk.Unknown", "{}", "{}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the table of modules lacks 'hk.Unknown'");
    }

    @Test
    void namesAnArgumentThatItLacks() {
        assertThatThrownBy(() ->
                        run("hk.Linear", "{'output_size': 2, 'colour': 1, 'w_init': null}", "{'method': '__call__'}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "the table of hk.Linear lacks the arguments [colour]; it has [b_init, name, output_size, ");
    }

    @Test
    void namesAnArgumentOfTheCallThatItLacks() {
        var call = "{'method': '__call__', 'args': [{'$tensor': 'in:x'}], 'kwargs': {'volume': 11}}";

        assertThatThrownBy(() -> run("hk.Linear", "{'output_size': 2}", call))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the table of hk.Linear.__call__ lacks the arguments [volume]; it has [inputs].");
    }

    @Test
    void namesAMethodThatItLacks() {
        assertThatThrownBy(() -> run("hk.nets.MLP", "{'output_sizes': [2]}", "{'method': 'reverse'}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the table of hk.nets.MLP lacks the method 'reverse'.");
    }

    @Test
    void namesAnInitialiserThatItLacks() {
        assertThatThrownBy(() -> run(
                        "hk.Linear",
                        "{'output_size': 2, 'w_init': {'$init': 'hk.initializers.Magic', 'args': {}}}",
                        "{'method': '__call__'}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The table of initialisers lacks 'hk.initializers.Magic'");
    }
}
