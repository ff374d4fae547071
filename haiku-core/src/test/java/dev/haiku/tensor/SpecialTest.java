package dev.haiku.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures are those of JAX 0.10.2 in double precision, but for a few gradients that are NaN there without need. */
class SpecialTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double TOLERANCE = 2e-12;

    private static double[] list(double... values) {
        return values;
    }

    private static Arguments unary(
            String name, UnaryOperator<Tensor> function, double[] x, double[] values, double... slopes) {
        return Arguments.of(name, function, x, values, slopes);
    }

    static Stream<Arguments> functionsOfOne() {
        return Stream.of(
                unary(
                        "gammaln",
                        Special::gammaln,
                        list(-1.5, 0.5, 3, 10, 0),
                        list(0.8600470153764810, 0.5723649429247001, 0.6931471805599453, 12.801827480081469, INF),
                        0.7031566406452432,
                        -1.9635100260214235,
                        0.9227843350984671,
                        2.251752589066721,
                        NAN),
                unary(
                        "gammasgn",
                        Special::gammasgn,
                        list(-2.5, -1.5, -1, -0.0, 0, 2, -INF, INF, NAN),
                        list(-1, 1, NAN, -1, 1, 1, NAN, 1, NAN),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0),
                unary(
                        "gamma",
                        Special::gamma,
                        list(-1.5, 0.5, 5),
                        list(2.363271801207354, 1.772453850905516, 24),
                        1.661750260668597,
                        -3.480230906913262,
                        36.14682404236321),
                unary(
                        "factorial",
                        Special::factorial,
                        list(0, 3, 5.5),
                        list(1, 6, 287.8852778150444),
                        -0.5772156649015329,
                        7.536706010590803,
                        516.1527764499254),
                unary("factorial below 0", Special::factorial, list(-1), list(0), NAN),
                unary(
                        "multigammaln",
                        x -> Special.multigammaln(x, 3),
                        list(2.5, 4),
                        list(1.880995461611776, 5.402975080909176),
                        1.162430949722289,
                        3.282058644175511),
                unary(
                        "polygamma",
                        x -> Special.polygamma(2, x),
                        list(0.5, 3),
                        list(-16.8287966442343, -0.1541138063191886),
                        97.4090910340024,
                        0.1189394022668289),
                unary(
                        "betainc",
                        x -> Special.betainc(Tensor.scalar(2.0), Tensor.scalar(3.0), x),
                        list(0, 0.1, 0.5, 0.9, 1),
                        list(0, 0.0523, 0.6875, 0.9963, 1),
                        0,
                        0.972,
                        1.5,
                        0.108,
                        0),
                unary(
                        "gammainc",
                        x -> Special.gammainc(Tensor.scalar(2.0), x),
                        list(0, 0.5, 3, 20),
                        list(0, 0.09020401043104986, 0.8008517265285442, 0.9999999567157738),
                        0,
                        0.3032653298563167,
                        0.1493612051035918,
                        4.122307244877115e-8),
                unary(
                        "gammaincc",
                        x -> Special.gammaincc(Tensor.scalar(2.0), x),
                        list(0, 0.5, 3, 20),
                        list(1, 0.9097959895689501, 0.1991482734714558, 4.328422607120971e-8),
                        0,
                        -0.3032653298563167,
                        -0.1493612051035918,
                        -4.122307244877115e-8),
                unary("erf", Special::erf, list(0.5), list(0.5204998778130465), 0.8787825789354448),
                unary("erfc", Special::erfc, list(0.5), list(0.4795001221869535), -0.8787825789354448),
                unary("erfinv", Special::erfinv, list(0.5), list(0.4769362762044699), 1.1125848189719496),
                unary(
                        "erfcx",
                        Special::erfcx,
                        list(-1, 0, 1, 5, 30),
                        list(5.008980080762283, 1, 0.4275835761558070, 0.1107046377330686, 0.01879588886141675),
                        -11.14633932862008,
                        -1.128379167095513,
                        -0.2732120147838985,
                        -0.02133278976482650,
                        -6.25835410507e-4),
                unary(
                        "ndtr",
                        Special::ndtr,
                        list(-10, -1, 0, 0.5, 3),
                        list(7.61985302416047e-24, 0.1586552539314571, 0.5, 0.6914624612740131, 0.9986501019683699),
                        7.69459862670637e-23,
                        0.2419707245191433,
                        0.3989422804014327,
                        0.3520653267642995,
                        0.004431848411938),
                unary(
                        "ndtri",
                        Special::ndtri,
                        list(0, 1e-20, 0.01, 0.3, 0.5, 0.9, 1),
                        list(
                                -INF,
                                -9.262340089798409,
                                -2.326347874040841,
                                -0.5244005127080408,
                                0,
                                1.281551565544600,
                                INF),
                        0,
                        1.067472533301397e19,
                        37.52043615729518,
                        2.876103659264292,
                        2.506628274631000,
                        5.698059856117003,
                        0),
                unary(
                        "logNdtr",
                        Special::logNdtr,
                        list(-30, -20, -5, 0, 3, 9),
                        list(
                                -454.3212439565018,
                                -203.917155375119,
                                -15.06499839398873,
                                -0.6931471805599453,
                                -0.001350809964748203,
                                -1.128588405953832e-19),
                        30.03325967219773,
                        20.04975314916182,
                        5.186503967125851,
                        0.7978845608028654,
                        0.004437839042125666,
                        1.027977357166890e-18),
                unary(
                        "logit",
                        Special::logit,
                        list(0, 0.2, 0.5, 1),
                        list(-INF, -1.386294361119891, 0, INF),
                        INF,
                        6.25,
                        4,
                        INF),
                unary(
                        "expit",
                        Special::expit,
                        list(-1, 0, 2),
                        list(0.2689414213699951, 0.5, 0.8807970779778823),
                        0.1966119332414819,
                        0.25,
                        0.1049935854035065),
                unary(
                        "entr",
                        Special::entr,
                        list(0, 0.3, 2, -1),
                        list(0, 0.3611918412977808, -1.386294361119891, -INF),
                        INF,
                        0.2039728043259361,
                        -1.693147180559945,
                        NAN),
                unary(
                        "i0",
                        Special::i0,
                        list(-2, 1, 10),
                        list(2.279585302336067, 1.266065877752008, 2815.716628466254),
                        -1.590636854637329,
                        0.5651591039924851,
                        2670.988303701255),
                unary(
                        "i0e",
                        Special::i0e,
                        list(-2, 0, 20),
                        list(0.3085083225536710, 1, 0.08978031188482602),
                        0.0932390333047333,
                        0,
                        -0.002274089701537339),
                unary(
                        "i1",
                        Special::i1,
                        list(-2, 0, 1, 10),
                        list(-1.590636854637329, 0, 0.5651591039924851, 2670.988303701255),
                        1.484266875017402,
                        0.5,
                        0.7009067737595233,
                        2548.617798096129),
                unary(
                        "i1e",
                        Special::i1e,
                        list(-2, 0, 20),
                        list(-0.2152692892489377, 0, 0.08750622218328868),
                        -0.01439561131973555,
                        0.5,
                        -0.002101221407627099));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functionsOfOne")
    void haveTheValuesAndSlopesOfJax(
            String name, UnaryOperator<Tensor> function, double[] x, double[] values, double[] slopes) {
        Function<Tensor, Tensor> sum = t -> function.apply(t).sum();

        assertClose(function.apply(Tensor.of(x)), values);
        assertClose(Func.grad(sum).apply(Tensor.of(x)), slopes);
    }

    private static Arguments binary(
            String name, BinaryOperator<Tensor> function, double[] x, double[] y, double[] values, double[]... slopes) {
        return Arguments.of(name, function, x, y, values, List.of(slopes));
    }

    static Stream<Arguments> functionsOfTwo() {
        return Stream.of(
                binary(
                        "comb",
                        Special::comb,
                        list(5, 10, 3, -1, 6),
                        list(2, 3, 4, 1, 0),
                        list(10, 120, 0, 0, 1),
                        list(4.5, 40.33333333333333, 0, 0, 0),
                        list(3.333333333333333, 91.14285714285714, 0, 0, 2.45)),
                binary(
                        "poch",
                        Special::poch,
                        list(1.5, 2, 3),
                        list(2, 0, 0.5),
                        list(3.75, 1, 1.661675485223921),
                        list(4, 0, 0.2997202383403955),
                        list(4.136837402419660, 0.4227843350984671, 1.833088346122177)),
                binary(
                        "zeta",
                        Special::zeta,
                        list(2, 3.5),
                        list(1, 0.7),
                        list(1.644934066848226, 3.692768064686827),
                        list(-0.9375482543158438, 1.095857905204550),
                        list(-2.404113806319189, -17.80070240458068)),
                binary(
                        "betaln",
                        Special::betaln,
                        list(0.5, 2, 0.001, 3, 20),
                        list(0.5, 30, 1e5, 4, 1000),
                        list(
                                1.144729885849401,
                                -6.835184586147302,
                                6.895665964913891,
                                -4.094344562222101,
                                -99.0039982869116),
                        list(-1.386294361119891, -3.02724519543652, -1012.088492406772, -0.95, -3.956543637860342),
                        list(
                                -1.386294361119891,
                                -0.06559139784946237,
                                -1.0000049950166e-8,
                                -0.6166666666666667,
                                -0.01981243445368302)),
                binary(
                        "beta",
                        Special::beta,
                        list(0.5, 2),
                        list(0.5, 3),
                        list(Math.PI, 1.0 / 12),
                        list(-4.355172180607204, -0.09027777777777778),
                        list(-4.355172180607204, -0.04861111111111111)),
                binary("beta below 0", Special::beta, list(-1.5), list(0.7), list(-0.5345697229526775)),
                binary(
                        "gammainc",
                        Special::gammainc,
                        list(2, 2),
                        list(1, 5),
                        list(0.2642411176571153, 0.9595723180054873),
                        list(-0.2761960457028346, -0.05585989605253676),
                        list(0.3678794411714423, 0.03368973499542734)),
                binary(
                        "xlogy",
                        Special::xlogy,
                        list(0, 0, 2, 1, 0),
                        list(0, 2, 3, 0, NAN),
                        list(0, 0, 2.197224577336220, -INF, NAN),
                        list(-INF, 0.6931471805599453, 1.098612288668110, -INF, NAN),
                        list(NAN, 0, 2.0 / 3, INF, NAN)),
                binary(
                        "xlog1py",
                        Special::xlog1py,
                        list(0, 2, 0),
                        list(-1, 3, 2),
                        list(0, 2.772588722239781, 0),
                        list(-INF, 1.386294361119891, 1.098612288668110),
                        list(NAN, 0.5, 0)),
                binary(
                        "relEntr",
                        Special::relEntr,
                        list(0, 0.3, 2, -1, 0, 1),
                        list(1, 0.6, 1, 1, 0, 0),
                        list(0, -0.2079441541679836, 1.386294361119891, INF, 0, INF),
                        list(0, 0.3068528194400547, 1.693147180559945, 0, 0, 0),
                        list(0, -0.5, -2, 0, 0, 0)),
                binary(
                        "klDiv",
                        Special::klDiv,
                        list(0, 0.3, 2),
                        list(1, 0.6, 1),
                        list(1, 0.09205584583201643, 0.3862943611198906),
                        list(-1, -0.6931471805599453, 0.6931471805599453),
                        list(1, 0.5, -1)),
                binary(
                        "boxcox",
                        Special::boxcox,
                        list(0.5, 2, 3),
                        list(0, 0.5, -1),
                        list(-0.6931471805599453, 0.8284271247461901, 2.0 / 3),
                        list(2, 0.7071067811865475, 1.0 / 9),
                        list(0, 0.3036620374447141, 0.3004625704439636)),
                binary(
                        "boxcox1p",
                        Special::boxcox1p,
                        list(0.5, 2),
                        list(0, 0.5),
                        list(0.4054651081081644, 1.464101615137755),
                        list(2.0 / 3, 0.5773502691896258),
                        list(0, 0.8775013733098747)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functionsOfTwo")
    void haveTheValuesAndSlopesOfJaxAlongBothOperands(
            String name,
            BinaryOperator<Tensor> function,
            double[] x,
            double[] y,
            double[] values,
            List<double[]> slopes) {
        assertClose(function.apply(Tensor.of(x), Tensor.of(y)), values);
        Function<List<Tensor>, Tensor> sum =
                at -> function.apply(at.get(0), at.get(1)).sum();
        var gradients = Func.grad(sum).apply(List.of(Tensor.of(x), Tensor.of(y)));
        for (int i = 0; i < slopes.size(); i++) {
            assertClose(gradients.get(i), slopes.get(i));
        }
    }

    private static void assertClose(Tensor actual, double... expected) {
        assertThat(actual.dtype()).isEqualTo(DType.F64);
        var numbers = actual.toDoubleArray();
        assertThat(numbers).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            boolean isSame = Double.compare(numbers[i] + 0.0, expected[i] + 0.0) == 0;
            double allowed = TOLERANCE * Math.max(Math.abs(expected[i]), 1e-20);
            assertThat(isSame || Math.abs(numbers[i] - expected[i]) <= Math.max(allowed, digits(expected[i])))
                    .as("element %d is %s, not %s", i, numbers[i], expected[i])
                    .isTrue();
        }
    }

    /** Small figures are written with few digits. */
    private static double digits(double expected) {
        return Math.abs(expected) < 0.1 ? Math.abs(expected) * 1e-11 : 0;
    }

    @Test
    void differentiateTwice() {
        Function<Tensor, Tensor> entropy =
                x -> Func.grad((Tensor t) -> Special.entr(t)).apply(x);

        assertClose(Func.grad(entropy).apply(Tensor.scalar(DType.F64, 0.3)), -1 / 0.3);
        assertClose(
                Func.hvp(v -> Special.xlogy(v.get(0), v.get(1)), Tensor.of(2.0, 3.0), Tensor.of(1.0, 0.0)), 0, 1.0 / 3);
        assertClose(
                Func.hvp(v -> Special.xlogy(v.get(0), v.get(1)), Tensor.of(2.0, 3.0), Tensor.of(0.0, 1.0)),
                1.0 / 3,
                -2.0 / 9);
    }

    @Test
    void workInsideAllTransformations() {
        UnaryOperator<Tensor> function = x -> Special.logNdtr(x).add(Special.xlogy(x.square(), x.square()));
        var slope = Func.grad((Tensor x) -> function.apply(x));
        var x = Tensor.of(-25.0, -0.5, 0.25, 7);

        var eager = Ops.stack(Ops.unstack(x, 0).stream().map(slope).toList(), 0);

        assertClose(Func.vmap(slope).apply(x), eager.toDoubleArray());
        assertClose(Func.jit(Func.vmap(slope)).apply(x), eager.toDoubleArray());
        assertClose(
                Func.jvp(function, x, Ops.onesLike(x)).tangent(),
                Func.jit(Func.vmap(slope)).apply(x).toDoubleArray());
    }

    @Test
    void makeSinglePrecisionOfIntegersAndKeepHalfPrecision() {
        assertThat(Special.xlogy(Tensor.of(1, 2), Tensor.of(3, 4)).type()).hasToString("f32[2]");
        assertThat(Special.logNdtr(Tensor.of(1, 2)).type()).hasToString("f32[2]");
        assertThat(Special.polygamma(1, Tensor.of(2)).type()).hasToString("f32[1]");
        assertThat(Special.zeta(Tensor.of(2), Tensor.of(1f)).type()).hasToString("f32[1]");
        assertThat(Special.ndtri(Ops.full(Shape.of(2), 0.25, DType.F16)).type()).hasToString("f16[2]");
        assertThat(Special.erfcx(Ops.full(Shape.of(2), 60, DType.BF16))
                        .cast(DType.F32)
                        .toFloatArray())
                .containsExactly(0.009399414f, 0.009399414f);
    }

    @Test
    void broadcastTheirOperands() {
        var column = Tensor.of(Shape.of(2, 1), 1.0, 2.0);
        var row = Tensor.of(2.0, 3.0, 4.0);

        assertThat(Special.xlogy(column, row).type()).hasToString("f64[2, 3]");
        assertThat(Special.betainc(column, row, Tensor.scalar(0.5)).type()).hasToString("f64[2, 3]");
        assertThat(Special.betaln(column, row).type()).hasToString("f64[2, 3]");
    }

    @Test
    void addUpExponentials() {
        var x = Tensor.of(Shape.of(2, 2), 1.0, 2.0, 3.0, 4.0);

        assertClose(Special.logsumexp(x, 1), 2.313261687518223, 4.313261687518223);
        assertThat(Special.logsumexp(x, List.of(0), Dims.KEEP).type()).hasToString("f64[1, 2]");
    }

    static Stream<Arguments> misuse() {
        var x = Tensor.of(1.0, 2.0);
        return Stream.of(
                Arguments.of(
                        (Runnable) () -> Special.multigammaln(x, 0),
                        "multigammaln: needs a dimension d >= 1, but got 0."),
                Arguments.of(
                        (Runnable) () -> Special.polygamma(-1, x), "polygamma: needs an order n >= 0, but got -1."),
                Arguments.of(
                        (Runnable) () -> Special.polygamma(x, x),
                        "polygamma: needs orders of an integer type, but got f64[2]."),
                Arguments.of(
                        (Runnable) () -> Special.xlogy(x, Tensor.of(1.0, 2.0, 3.0)),
                        "xlogy: shapes [2] and [3] do not broadcast together. Reshape or expandDims one of them."),
                Arguments.of(
                        (Runnable) () -> Special.betainc(x, x, Tensor.of(1.0, 2.0, 3.0)),
                        "betainc: shapes [2] and [3] do not broadcast together. Reshape or expandDims one of them."));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("misuse")
    void sayWhatIsWrong(Runnable body, String message) {
        assertThatThrownBy(body::run).isInstanceOf(ShapeException.class).hasMessage(message);
    }
}
