package dev.haiku.internal.exec.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Expected values were computed with 40 digits by mpmath 1.4.1; the last columns of each table hold them. */
class IncompleteFunctionsTest {

    private static final double[][] BESSEL = {
        {-40.0, 0.06327827987523534, -0.062482229074442064},
        {-8.5, 0.13900184305484758, -0.13054935509459586},
        {-3.0, 0.2430003541618254, -0.19682671329730086},
        {-0.25, 0.7910171621397194, -0.09811262869736824},
        {0.0, 1.0, 0.0},
        {1e-09, 0.999999999, 4.999999995000001e-10},
        {0.5, 0.6450352704491501, 0.1564208031848717},
        {1.0, 0.46575960759364043, 0.20791041534970844},
        {2.75, 0.25545017851355245, 0.20171862139187355},
        {7.9, 0.14436986414104191, 0.13489649943989376},
        {8.0, 0.14343178185685032, 0.13414249329269817},
        {8.125, 0.14228457781282827, 0.13321710647791726},
        {12.0, 0.11642622121344044, 0.11146429929018098},
        {50.0, 0.05656162664745419, 0.0559931238928954},
        {700.0, 0.015081295651531358, 0.015070519444716848},
        {1000000.0, 0.00039894233026924577, 0.0003989421307980308},
    };

    private static final double[][] ZETA = {
        {1.0625, 1.0, 16.58174764665502},
        {1.5, 0.25, 10.213055360466601},
        {2.0, 1.0, 1.6449340668482264},
        {2.0, 0.125, 65.38813344498803},
        {2.5, 7.0, 0.0400817579336607},
        {3.0, 100.0, 5.0502499916675e-05},
        {4.0, 9.0, 0.0005390660076575174},
        {6.0, 0.5, 64.09261290502029},
        {12.0, 3.0, 1.9459283080482987e-06},
        {30.0, 1.5, 5.215096203815732e-06},
        {2.0, 1000000.0, 1.0000005000001667e-06},
    };

    private static final double[][] ZETA_BELOW_ZERO = {
        {2.0, -0.5, 8.934802200544679},
        {3.0, -1.5, 0.1181020258208637},
        {2.0, -20.5, 9.82199434464988},
        {4.0, -7.25, 259.75686586723407},
    };

    private static final double[][] POLYGAMMA = {
        {0.0, 1.5, 0.03648997397857652},
        {1.0, 0.1, 101.43329915079275},
        {1.0, 1.0, 1.6449340668482264},
        {1.0, 30.0, 0.033895060357739946},
        {1.0, -0.5, 8.934802200544679},
        {2.0, 1.5, -0.82879664423432},
        {2.0, 3.0, -0.15411380631918858},
        {3.0, 0.25, 1538.7821440091884},
        {5.0, 30.0, 1.0726994936161623e-06},
        {8.0, 2.5, -11.146030731869933},
    };

    private static final double[][] INCOMPLETE_GAMMA = {
        {0.5, 0.5, 0.6826894921370859, 0.3173105078629141, -0.6472003523777539, 1.3373525943353346},
        {0.5, 2.0, 0.9544997361036416, 0.04550026389635842, -0.13561933520399724, 2.511889376362068},
        {1.0, 1.0, 0.6321205588285577, 0.36787944117144233, -0.4317297106348987, 1.1735630272247268},
        {2.0, 0.125, 0.007190984592330172, 0.9928090154076699, -0.021690134116903757, 0.1966251353710519},
        {2.0, 1.0, 0.26424111765711533, 0.7357588823428847, -0.2761960457028348, 0.7507786921262598},
        {2.0, 5.0, 0.9595723180054871, 0.040427681994512805, -0.05585989605253678, 1.6580687280597064},
        {3.5, 3.25, 0.5172768065899026, 0.4827231934100974, -0.22445271921324736, 1.0102985817625652},
        {10.0, 3.0, 0.0011024881301154798, 0.9988975118698845, -0.0014156364605752093, 0.524211960601438},
        {10.0, 12.0, 0.7576078383294876, 0.24239216167051233, -0.09717797203717965, 1.1123294430180883},
        {50.0, 40.0, 0.07033506665939496, 0.9296649333406051, -0.019821892882228662, 0.8955497027460754},
        {50.0, 70.0, 0.994859497541494, 0.005140502458505894, -0.001984018680936287, 1.1815725627654057},
        {0.001, 0.0001, 0.9914031196674433, 0.008596880332556643, -8.560635309048715, 0.8635730905288697},
        {0.03125, 1.5, 0.99674384098909, 0.003256159010910037, -0.10838366400094096, 22.628395345508974},
        {1000.0, 990.0, 0.3795213785379639, 0.620478621462036, -0.012057749285283054, 0.9951490959698875},
        {1000.0, 1030.0, 0.828911903882394, 0.17108809611760603, -0.007996539402089308, 1.0150213645549706},
        {5.0, 1e-08, 8.33333326388889e-43, 1.0, -1.6772331870782188e-41, 4.0253596892413215e-08},
    };

    private static final double[][] INCOMPLETE_BETA = {
        {2.0, 3.0, 0.4, 0.5248},
        {0.5, 0.5, 0.1, 0.20483276469913345},
        {0.5, 0.5, 0.99, 0.9362314391414801},
        {1.0, 1.0, 0.3, 0.3},
        {5.0, 2.0, 0.9, 0.885735},
        {0.01, 3.0, 0.001, 0.947281024325474},
        {100.0, 50.0, 0.7, 0.8054481662277535},
        {100.0, 50.0, 0.6, 0.044424097290243734},
        {3.0, 0.25, 0.5, 0.021144016618722915},
        {1000.0, 1000.0, 0.5, 0.5},
        {8.0, 10.0, 0.0001, 2.429055899979509e-28},
        {30.0, 2.0, 0.999, 0.9995438962809783},
    };

    @Test
    void computesScaledBesselFunctions() {
        check(row -> BesselFunction.i0e(row[0]), BESSEL, 1, 2e-15);
        check(row -> BesselFunction.i1e(row[0]), BESSEL, 2, 2e-15);
        assertThat(BesselFunction.i0e(Double.POSITIVE_INFINITY)).isZero();
        assertThat(BesselFunction.i1e(Double.NEGATIVE_INFINITY)).isEqualTo(-0.0);
        assertThat(BesselFunction.i1e(-0.0)).isEqualTo(-0.0);
        assertThat(BesselFunction.i0e(Double.NaN)).isNaN();
    }

    @Test
    void computesTheZetaFunction() {
        check(row -> ZetaFunction.zeta(row[0], row[1]), ZETA, 2, 4e-15);
        check(row -> ZetaFunction.zeta(row[0], row[1]), ZETA_BELOW_ZERO, 2, 4e-14);
    }

    @Test
    void givesInfinityAndNaNWhereTheZetaFunctionHasPoles() {
        assertThat(ZetaFunction.zeta(1, 2)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ZetaFunction.zeta(0.5, 1)).isNaN();
        assertThat(ZetaFunction.zeta(2, -1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ZetaFunction.zeta(3, 0)).isNaN();
        assertThat(ZetaFunction.zeta(2.5, -0.5)).isNaN();
        assertThat(ZetaFunction.zeta(2, -1e12 - 0.5)).isFinite(); // without adding up all terms
        assertThat(ZetaFunction.zeta(Double.NaN, 1)).isNaN();
    }

    @Test
    void computesDerivativesOfDigamma() {
        check(row -> ZetaFunction.polygamma(row[0], row[1]), POLYGAMMA, 2, 1e-14);
        assertThat(ZetaFunction.polygamma(1.5, 1)).isNaN();
        assertThat(ZetaFunction.polygamma(-1, 2)).isNaN();
        assertThat(ZetaFunction.polygamma(1, -1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void computesIncompleteGammaFunctionsAndTheirDerivatives() {
        check(row -> IncompleteGamma.lower(row[0], row[1]), INCOMPLETE_GAMMA, 2, 1e-12);
        check(row -> IncompleteGamma.upper(row[0], row[1]), INCOMPLETE_GAMMA, 3, 1e-12);
        check(row -> IncompleteGamma.slopeAlongShape(row[0], row[1]), INCOMPLETE_GAMMA, 4, 1e-11);
        check(row -> IncompleteGamma.sampleSlope(row[0], row[1]), INCOMPLETE_GAMMA, 5, 1e-11);
    }

    @Test
    void givesTheLimitsOfIncompleteGammaFunctions() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(IncompleteGamma.lower(0, 2)).isEqualTo(1);
        assertThat(IncompleteGamma.upper(0, 0.5)).isZero();
        assertThat(IncompleteGamma.lower(2, 0)).isZero();
        assertThat(IncompleteGamma.upper(2, 0)).isEqualTo(1);
        assertThat(IncompleteGamma.lower(2, infinity)).isEqualTo(1);
        assertThat(IncompleteGamma.upper(2, 800)).isZero();
        assertThat(IncompleteGamma.lower(0, 0)).isNaN();
        assertThat(IncompleteGamma.lower(-1, 1)).isNaN();
        assertThat(IncompleteGamma.upper(1, -1)).isNaN();
        assertThat(IncompleteGamma.slopeAlongShape(2, infinity)).isZero();
        assertThat(IncompleteGamma.slopeAlongShape(0, 1)).isNaN();
        assertThat(IncompleteGamma.sampleSlope(2, 0)).isZero();
        assertThat(IncompleteGamma.sampleSlope(2, -1)).isNaN();
        assertThat(IncompleteGamma.lower(1e30, 1e30)).isFinite(); // it ends
    }

    @Test
    void computesTheIncompleteBetaFunction() {
        check(row -> IncompleteBeta.regularized(row[0], row[1], row[2]), INCOMPLETE_BETA, 3, 2e-12);
    }

    @Test
    void givesTheLimitsOfTheIncompleteBetaFunction() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(IncompleteBeta.regularized(0, 1, 0.5)).isEqualTo(1);
        assertThat(IncompleteBeta.regularized(1, 0, 0.5)).isZero();
        assertThat(IncompleteBeta.regularized(1, 0, 1)).isEqualTo(1);
        assertThat(IncompleteBeta.regularized(infinity, 1, 0.5)).isZero();
        assertThat(IncompleteBeta.regularized(1, infinity, 0.5)).isEqualTo(1);
        assertThat(IncompleteBeta.regularized(2, 3, 0)).isZero();
        assertThat(IncompleteBeta.regularized(2, 3, 1)).isEqualTo(1);
        assertThat(IncompleteBeta.regularized(0, 0, 0.5)).isNaN();
        assertThat(IncompleteBeta.regularized(2, 3, 1.5)).isNaN();
        assertThat(IncompleteBeta.regularized(-1, 2, 0.5)).isNaN();
    }

    private static void check(ToDoubleFunction<double[]> function, double[][] table, int column, double error) {
        for (double[] row : table) {
            assertThat(function.applyAsDouble(row))
                    .as("at %s", row)
                    .isCloseTo(row[column], within(error * Math.abs(row[column]) + Double.MIN_NORMAL));
        }
    }
}
