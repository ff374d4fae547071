package dev.haiku.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Haiku;
import dev.haiku.NoInput;
import dev.haiku.random.Key;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;

/** Runs something inside a transformed function and catches what it throws. */
public final class Errors {

    private Errors() {}

    /** {@return an assertion about the error of {@code body}} */
    public static AbstractThrowableAssert<?, ? extends Throwable> assertThatInit(Supplier<Object> body) {
        var network = Haiku.transform(body);
        return assertThatThrownBy(() -> network.init(Key.of(1), NoInput.NONE));
    }
}
