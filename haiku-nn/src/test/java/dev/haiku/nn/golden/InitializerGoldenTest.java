package dev.haiku.nn.golden;

import dev.haiku.Haiku;
import dev.haiku.NoInput;
import dev.haiku.array.Shape;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.random.Key;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every initialiser of Haiku, from the same key: {@code transform(() -> getParameter("w", ...)).init(key)["~"]["w"]}.
 */
class InitializerGoldenTest {

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("initializer"), "b_initializers");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesHaiku(GoldenCase golden) {
        var json = golden.spec();
        var init = Spec.of(golden).initializer(json.path("init"));
        var shape = Shape.of(StreamSupport.stream(json.path("shape").spliterator(), false)
                .mapToInt(size -> size.asInt())
                .toArray());
        var dtype = Spec.dtype(json.path("dtype").asText());

        var params = Haiku.transform(() -> Haiku.getParameter("w", shape, dtype, init))
                .init(Key.of(json.path("seed").asLong()), NoInput.NONE);

        GoldenAssert.check(golden, "out", params.get("~", "w").toHost());
    }
}
