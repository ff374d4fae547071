package dev.haiku;

import static dev.haiku.Dense.inTransform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"unused", "JavaLangClash"}) // the representation reads the fields
class AutoReprTest {

    record Options(
            boolean withBias,
            @Nullable Initializer init,
            List<Integer> sizes,
            @Nullable String name) {
        private static final Options DEFAULTS = new Options(true, null, List.of(), null);
    }

    record Window(int size, int stride) {}

    private static class Base extends Module {
        private final double rate;

        Base(double rate) {
            this.rate = rate;
        }

        double rate() {
            return rate;
        }
    }

    private static final class Conv extends Base {
        private static final int UNUSED = 3;

        private final int channels;
        private final Options options;
        private final List<Module> layers = List.of(new Dense(UNUSED));

        Conv(int channels, Options options) {
            super(0.5);
            this.channels = channels;
            this.options = options;
        }

        String all() {
            return channels + "" + options + layers + rate();
        }
    }

    private static final class Pool extends Module {
        private final Window window = new Window(2, 1);
        private final DType dtype = DType.BF16;
        private final Shape shape = Shape.of(2, 3);
        private final String mode = "same";
        private final @Nullable Window other = null;
        private int calls = 3;

        String all() {
            calls++;
            return window + "" + dtype + shape + mode + other + calls;
        }
    }

    private static final class Long extends Module {
        private final List<Double> numbers = List.of(0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0);
        private final String text = "a description that takes the line beyond its end";

        String all() {
            return numbers + text;
        }
    }

    record Case(Supplier<Object> make, String expected) {
        @Override
        public String toString() {
            return expected;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(() -> new Dense(3), "Dense(size=3)"),
                new Case(() -> new Conv(4, Options.DEFAULTS), "Conv(rate=0.5, channels=4)"),
                new Case(
                        () -> new Conv(4, new Options(false, null, List.of(1, 2), "head")),
                        "Conv(rate=0.5, channels=4, withBias=false, sizes=[1, 2], name='head')"),
                new Case(
                        () -> new Conv(4, new Options(true, Dense.fill(1), List.of(), null)),
                        "Conv(rate=0.5, channels=4, init=<lambda>)"),
                new Case(Pool::new, "Pool(window=Window[size=2, stride=1], dtype=bf16, shape=[2, 3], mode='same')"),
                new Case(Long::new, """
                        Long(
                            numbers=[0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0],
                            text='a description that takes the line beyond its end',
                        )"""),
                new Case(() -> Haiku.toModule("net", x -> x), "LayerModule()"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsSettings(Case c) {
        inTransform(() -> assertThat(c.make().get()).hasToString(c.expected()));
    }

    @Test
    void printsInTheConstructorWhatIsSetSoFar() {
        final class Early extends Module {
            final int size = 3;
            final String self = toString();
        }

        inTransform(() -> assertThat(new Early().self).isEqualTo("Early(size=3)"));
    }

    @Test
    void printsThePathWhereItIsOff() {
        inTransform(() -> assertThat(Config.<String>with(c -> c.autoRepr(false), () -> new Dense(3).toString()))
                .isEqualTo("Dense(dense)"));
    }

    @Test
    void doesNotPrintTensors() {
        final class Holder extends Module {
            final Tensor x = Tensor.scalar(1);
        }

        inTransform(() -> assertThat(new Holder()).hasToString("Holder()"));
    }
}
