package dev.haiku.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Haiku;
import dev.haiku.tensor.Tensor;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;

/** Runs something inside a transformed function and catches what it throws. */
public final class Errors {

    private Errors() {}

    /** {@return an assertion about the error of {@code body}} */
    public static AbstractThrowableAssert<?, ? extends Throwable> assertThatInit(Supplier<?> body) {
        var network = Haiku.transform((Tensor x) -> {
            body.get();
            return x;
        });
        return assertThatThrownBy(() -> network.init(dev.haiku.random.Key.of(1), Tensor.scalar(0.0)));
    }
}
