package dev.haiku.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader of reference values itself. */
class GoldenTest {

    private static final Tolerance EXACT = new Tolerance(Tolerance.Rule.EXACT, 0, 0);

    /** A case from JSON with single quotes. */
    private static GoldenCase golden(String json, Map<String, HostArray> tensors) {
        try {
            return new GoldenCase(new ObjectMapper().readTree(json.replace('\'', '"')), () -> tensors);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static HostArray floats(double... values) {
        return HostArray.fromDoubles(DType.F32, Shape.of(values.length), i -> values[i]);
    }

    @Test
    void bindsArgumentsByPositionAndName() {
        var c = golden("{'spec': {'args': [3, [4, 5]], 'kwargs': {'p': null, 'q': true}}}", Map.of());

        var arguments = GoldenArguments.bind(c, List.of("n", "shape", "p", "q"));

        assertThat(arguments.integer("n")).isEqualTo(3);
        assertThat(arguments.shape("shape")).isEqualTo(Shape.of(4, 5));
        assertThat(arguments.has("p")).isFalse();
        assertThat(arguments.truth("q", false)).isTrue();
    }

    @Test
    void namesAnArgumentThatTheTableLacks() {
        var c = golden("{'name': 'f.000', 'target': 'f', 'spec': {'args': [1], 'kwargs': {'q': 2}}}", Map.of());

        assertThatThrownBy(() -> GoldenArguments.bind(c, List.of("n")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("f.000: the table of f lacks argument 'q'; it has [n].");
        assertThatThrownBy(() -> GoldenArguments.bind(c, List.of()))
                .hasMessage("f.000: the table of f lacks positional argument 0; it has [].");
    }

    @Test
    void comparesWithinTheTolerance() {
        var near = Tolerance.within(0.1, 0.01);

        GoldenAssert.check("x", floats(100, 0), floats(101, 0.05), near);
        assertThatThrownBy(() -> GoldenAssert.check("x", floats(100, 0, 1), floats(102, 0.05, 2), near))
                .isInstanceOf(AssertionError.class)
                .hasMessage("x: 2 of 3 elements differ by more than " + near
                        + "; the first at 0: expected 100.0, but was 102.0.\n"
                        + "  expected: f32[3] {100.0, 0.0, 1.0}\n  but was:  f32[3] {102.0, 0.05, 2.0}");
    }

    @Test
    void matchesNaNAndInfinitiesWithThemselvesOnly() {
        double inf = Double.POSITIVE_INFINITY;
        var loose = Tolerance.within(1e30, 1);

        GoldenAssert.check("x", floats(Double.NaN, inf, -inf), floats(Double.NaN, inf, -inf), EXACT);
        assertThatThrownBy(() -> GoldenAssert.check("x", floats(Double.NaN), floats(1), loose))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> GoldenAssert.check("x", floats(1), floats(Double.NaN), loose))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> GoldenAssert.check("x", floats(inf), floats(-inf), loose))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> GoldenAssert.check("x", floats(inf), floats(1), loose))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void comparesShapesAndElementTypesButForStoredScalars() {
        GoldenAssert.check("x", floats(1), HostArray.scalar(DType.F32, 1.0), EXACT);
        assertThatThrownBy(() -> GoldenAssert.check("x", floats(1, 2), floats(1), EXACT))
                .hasMessage("x: expected shape [2], but was [1].");
        assertThatThrownBy(() -> GoldenAssert.check("x", floats(1), HostArray.scalar(DType.F64, 1.0), EXACT))
                .hasMessage("x: expected f32, but was f64.");
    }

    @Test
    void skipsNoise() {
        GoldenAssert.check("x", floats(1), floats(2), new Tolerance(Tolerance.Rule.SKIP, 0, 0));
    }

    @Test
    void namesAKeyThatTheCaseLacks() {
        var c = golden("{'name': 'f.000', 'tol': {'out': 'exact'}}", Map.of("in:x", floats(1)));

        assertThat(c.tolerance("out")).isEqualTo(EXACT);
        assertThatThrownBy(() -> c.tensor("in:y")).hasMessage("f.000 has no tensor 'in:y'; it has [in:x].");
        assertThatThrownBy(() -> c.tolerance("in:x")).hasMessage("f.000 has no tolerance for 'in:x'.");
    }

    @Test
    void readsAnotherFolder(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("cases.jsonl"),
                "{\"name\": \"one\", \"area\": \"a\", \"file\": null}\n{\"name\": \"two\", \"area\": \"b\", \"file\": null}\n");

        var cases = GoldenCases.loadFolder(folder, "b", "c");

        assertThat(cases).extracting(GoldenCase::name).containsExactly("two");
    }
}
