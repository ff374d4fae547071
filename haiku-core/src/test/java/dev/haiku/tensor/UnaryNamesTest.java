package dev.haiku.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions of one variable are one primitive each, so only the right one needs checking; kernels are tested elsewhere. */
class UnaryNamesTest {

    private static Arguments row(String primitive, UnaryOperator<Tensor> function, UnaryOperator<Tensor> method) {
        return Arguments.of(primitive, function, method);
    }

    private static Arguments row(String primitive, UnaryOperator<Tensor> function) {
        return Arguments.of(primitive, function, function);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                row("exp", Ops::exp, Tensor::exp),
                row("expm1", Ops::expm1, Tensor::expm1),
                row("log", Ops::log, Tensor::log),
                row("log1p", Ops::log1p, Tensor::log1p),
                row("sqrt", Ops::sqrt, Tensor::sqrt),
                row("rsqrt", Ops::rsqrt, Tensor::rsqrt),
                row("cbrt", Ops::cbrt),
                row("sin", Ops::sin, Tensor::sin),
                row("cos", Ops::cos, Tensor::cos),
                row("tan", Ops::tan),
                row("asin", Ops::asin),
                row("acos", Ops::acos),
                row("atan", Ops::atan),
                row("sinh", Ops::sinh),
                row("cosh", Ops::cosh),
                row("tanh", Ops::tanh, Tensor::tanh),
                row("asinh", Ops::asinh),
                row("acosh", Ops::acosh),
                row("atanh", Ops::atanh),
                row("logistic", Ops::logistic, Nn::sigmoid),
                row("erf", Ops::erf),
                row("erfc", Ops::erfc),
                row("erf_inv", Ops::erfInv),
                row("lgamma", Ops::lgamma),
                row("digamma", Ops::digamma),
                row("floor", Ops::floor, Tensor::floor),
                row("ceil", Ops::ceil, Tensor::ceil),
                row("round", Ops::round, Tensor::round),
                row("neg", Ops::neg, Tensor::neg),
                row("abs", Ops::abs, Tensor::abs),
                row("sign", Ops::sign, Tensor::sign),
                row("square", Ops::square, Tensor::square),
                row("is_finite", Ops::isFinite, Tensor::isFinite),
                row("ne", Ops::isNan, Tensor::isNan),
                row("stop_gradient", Ops::stopGradient, Tensor::stopGradient));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void bindsItsPrimitive(String primitive, UnaryOperator<Tensor> function, UnaryOperator<Tensor> method) {
        var x = Recording.symbol(DType.F32, 2);

        assertThat(Recording.primitives(() -> function.apply(x))).containsExactly(primitive);
        assertThat(Recording.primitives(() -> method.apply(x))).containsExactly(primitive);
    }
}
