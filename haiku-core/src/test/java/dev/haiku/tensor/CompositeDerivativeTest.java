package dev.haiku.tensor;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.tensor.Expected.assertTensor;

import dev.haiku.array.Shape;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What JAX gives as derivatives where functions have a kink, saturate, or are written with choices. */
class CompositeDerivativeTest {

    private static final double NAN = Double.NaN;

    private static Tensor derivative(UnaryOperator<Tensor> function, double... at) {
        return grad((Tensor x) -> function.apply(x).sum()).apply(Tensor.of(at));
    }

    private static double[] at(double... points) {
        return points;
    }

    private static Arguments row(String name, UnaryOperator<Tensor> function, double[] points, double... expected) {
        return Arguments.of(name, function, points, expected);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                row("relu", Nn::relu, at(-1, 0, 2), 0, 0, 1),
                row("relu6", Nn::relu6, at(-1, 0, 2, 6, 7), 0, 0, 1, 0, 0),
                row("maximum", x -> x.maximum(0), at(-1, 0, 2), 0, 0.5, 1),
                row("clip", x -> x.clip(-1.0, 1.0), at(-2, -1, 0, 1, 2), 0, 0.5, 1, 0.5, 0),
                row("clamp", x -> Ops.clamp(-1, x, 1), at(-2, -1, 0, 1, 2), 0, 0, 1, 0, 0),
                row("abs", Tensor::abs, at(-1, 0, 2), -1, 1, 1),
                row("softplus", Nn::softplus, at(-1000, 0, 1000), 0, 0.5, 1),
                row("logSigmoid", Nn::logSigmoid, at(-1000, 0, 1000), 1, 0.5, 0),
                row("sigmoid", Nn::sigmoid, at(-1000, 0, 1000), 0, 0.25, 0),
                row("elu", Nn::elu, at(-1000, 0, 1000), 0, 1, 1),
                row("selu", Nn::selu, at(1000), 1.0507009873554805),
                row("celu", Nn::celu, at(-1000, 0, 1000), 0, 1, 1),
                row("leakyRelu", Nn::leakyRelu, at(-1, 0, 2), 0.01, 1, 1),
                row("gelu", Nn::gelu, at(0), 0.5),
                row("geluExact", Nn::geluExact, at(0), 0.5),
                row("hardTanh", Nn::hardTanh, at(-2, -1, 0, 1, 2), 0, 1, 1, 1, 0),
                row("sparsePlus", Nn::sparsePlus, at(-2, 0, 2), 0, 0.5, 1),
                row("softmax", x -> Nn.softmax(x).mul(Tensor.of(1.0, 0)), at(0, 0), 0.25, -0.25),
                row("logSoftmax", x -> Nn.logSoftmax(x).get(0), at(0, 0), 0.5, -0.5),
                row("logsumexp", x -> x.logsumexp(), at(3, 3), 0.5, 0.5),
                row("sqrt", Tensor::sqrt, at(0), Double.POSITIVE_INFINITY),
                row("norm", x -> x.norm(), at(0, 0), NAN, NAN),
                row("std", x -> x.std(), at(1, 1), NAN, NAN),
                row("var", x -> x.var(), at(1, 3), -1, 1),
                row("pow 2", x -> x.pow(2), at(0, 3), 0, 6),
                row("pow 0", x -> x.pow(0), at(0), 0),
                row("exp2", Ops::exp2, at(0, 1), Math.log(2), 2 * Math.log(2)),
                row("exponent of 0", x -> Ops.pow(0.0, x), at(2), 0),
                row("max of equals", x -> x.max(), at(1, 1), 0.5, 0.5),
                row("prod with a zero", x -> x.prod(), at(0, 2, 3), 6, 0, 0),
                row("mod", x -> x.mod(2), at(3.5, -0.5), 1, 1),
                row("trunc", Ops::trunc, at(1.5), 0),
                row("hypot", x -> Ops.hypot(x, Ops.fullLike(x, 4)), at(3), 0.6),
                row("copySign", x -> Ops.copySign(x, Ops.fullLike(x, -1)), at(3), -1),
                row("nanToNum", Ops::nanToNum, at(2), 1),
                row("stopGradient", x -> x.mul(x.stopGradient()), at(3), 3),
                row("take twice", x -> x.take(Tensor.of(0, 0), 0), at(1, 2), 2, 0),
                row("at set", x -> x.at(0).set(7), at(1, 2), 0, 1),
                row("at add", x -> x.at(Tensor.of(1, 1)).add(x), at(1, 2), 2, 2),
                row("sort", x -> Ops.sort(x, 0).mul(Tensor.of(1.0, 10)), at(5, 3), 10, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void followsJax(String name, UnaryOperator<Tensor> function, double[] points, double[] expected) {
        assertTensor(derivative(function, points), "f64[" + points.length + "]", expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void isTheSameWhenStaged(String name, UnaryOperator<Tensor> function, double[] points, double[] expected) {
        var staged = jit(grad((Tensor x) -> function.apply(x).sum()));

        assertTensor(staged.apply(Tensor.of(points)), "f64[" + points.length + "]", expected);
    }

    @Test
    void sharesTheDerivativeBetweenEqualLogarithms() {
        var x = Tensor.of(1.0, 1, -20);

        assertTensor(derivative(y -> Ops.logAddExp(y, x), 1, 0, -20), "f64[3]", 0.5, 0.2689414213699951, 0.5);
        assertTensor(derivative(y -> Ops.logAddExp(x, y), 1, 0, -20), "f64[3]", 0.5, 0.2689414213699951, 0.5);
    }

    @Test
    void differentiatesTwiceAcrossAChoice() {
        UnaryOperator<Tensor> slope =
                x -> grad((Tensor y) -> Nn.softplus(y).sum()).apply(x);

        assertTensor(derivative(slope, 0, 1), "f64[2]", 0.25, 0.19661193324148185);
    }

    @Test
    void differentiatesProducts() {
        var w = Tensor.of(Shape.of(2, 2), 1.0, 2, 3, 4);

        assertTensor(derivative(x -> x.matmul(w), 1, 1), "f64[2]", 3, 7);
        assertTensor(derivative(x -> Ops.einsum("i,ij->j", x, w), 1, 1), "f64[2]", 3, 7);
        assertTensor(derivative(x -> Ops.einsum("i,i->", x, x), 1, 2), "f64[2]", 2, 4);
        assertTensor(derivative(x -> Ops.outer(x, x), 1, 2), "f64[2]", 6, 6);
    }
}
