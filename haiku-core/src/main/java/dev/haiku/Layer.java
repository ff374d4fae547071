package dev.haiku;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A function from a tensor to a tensor: modules, {@code Nn::relu} and lambdas alike. */
@FunctionalInterface
public interface Layer extends UnaryOperator<Tensor> {

    /** {@return the output for {@code x}} */
    @Override
    Tensor apply(Tensor x);
}
