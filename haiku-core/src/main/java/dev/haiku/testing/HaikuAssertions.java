package dev.haiku.testing;

import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.func.Func;
import dev.haiku.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.assertj.core.data.Offset;

/**
 * Entry to the assertions of this package, to import statically beside those of AssertJ.
 *
 * <pre>{@code
 * assertThat(logits).hasShape(8, 10).isFinite();
 * assertThat(params).hasNames("linear/w", "linear/b");
 * assertGradients(net).at(x).match(within(1e-5));
 * assertSameUnderJit(net::apply, params, x);
 * }</pre>
 */
public final class HaikuAssertions {

    /** How far compiled results may be from others: the order of sums differs. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-5);

    private HaikuAssertions() {}

    /** {@return assertions about a tensor} */
    public static TensorAssert assertThat(Tensor actual) {
        return new TensorAssert(actual);
    }

    /** {@return assertions about parameters} */
    public static ParamsAssert assertThat(Params actual) {
        return new ParamsAssert(actual);
    }

    /** {@return assertions about state} */
    public static StateAssert assertThat(State actual) {
        return new StateAssert(actual);
    }

    /** {@return assertions about a tree, such as a list or a record of tensors} */
    public static TreeAssert assertThatTree(Object actual) {
        return new TreeAssert(actual);
    }

    /** {@return a comparison of the derivatives of a function with differences of its values} */
    public static <P, R> GradientAssert<P, R> assertGradients(Function<P, R> f) {
        return new GradientAssert<>(f);
    }

    /**
     * Checks that a function gives the same when it is staged and compiled, but for rounding.
     *
     * <p>Numbers may differ by {@code 1e-5}, relative to numbers above 1.
     */
    public static <P> void assertSameUnderJit(Function<P, ?> f, P argument) {
        assertSameUnderJit(f, argument, ROUNDING);
    }

    /** Checks that a function gives the same when it is staged and compiled, within an offset, relative above 1. */
    public static <P> void assertSameUnderJit(Function<P, ?> f, P argument, Offset<Double> offset) {
        Object eager = f.apply(argument);
        Object staged = Func.<P, Object>jit(f::apply).apply(argument);
        new TreeAssert(staged).as("under jit").isCloseTo(eager, offset.value, offset.value);
    }

    /** Checks that a function of two arguments gives the same when it is staged and compiled, but for rounding. */
    public static <P, A> void assertSameUnderJit(BiFunction<P, A, ?> f, P first, A second) {
        Object eager = f.apply(first, second);
        Object staged = Func.<P, A, Object>jit(f::apply).apply(first, second);
        new TreeAssert(staged).as("under jit").isCloseTo(eager, ROUNDING.value, ROUNDING.value);
    }
}
