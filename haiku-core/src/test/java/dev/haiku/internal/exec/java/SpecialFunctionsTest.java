package dev.haiku.internal.exec.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Expected values were computed with 40 digits by mpmath 1.4.1. */
class SpecialFunctionsTest {

    private static final double[][] ERF_AND_ERFC = {
        {-5.5, -0.9999999999999927, 1.9999999999999927},
        {-2.25, -0.9985372834133188, 1.9985372834133188},
        {-1.0, -0.8427007929497149, 1.8427007929497148},
        {-0.75, -0.7111556336535151, 1.7111556336535152},
        {-0.3, -0.3286267594591274, 1.3286267594591274},
        {-0.001, -0.0011283787909692365, 1.0011283787909693},
        {1e-10, 1.1283791670955126e-10, 0.999999999887162},
        {0.01, 0.011283415555849618, 0.9887165844441503},
        {0.2, 0.22270258921047847, 0.7772974107895215},
        {0.4, 0.42839235504666845, 0.5716076449533315},
        {0.5, 0.5204998778130465, 0.4795001221869535},
        {0.83, 0.759523756937773, 0.24047624306222704},
        {0.84, 0.7651427114549945, 0.23485728854500548},
        {0.85, 0.7706680576083526, 0.22933194239164748},
        {1.0, 0.8427007929497149, 0.15729920705028513},
        {1.5, 0.9661051464753108, 0.033894853524689274},
        {2.0, 0.9953222650189527, 0.004677734981047266},
        {3.0, 0.9999779095030014, 2.209049699858544e-05},
        {4.5, 0.9999999998033839, 1.9661604415428876e-10},
        {5.9, 0.9999999999999999, 7.190409783550478e-17},
        {6.5, 1.0, 3.8421483271206475e-20},
        {10.0, 1.0, 2.088487583762545e-45},
        {20.0, 1.0, 5.395865611607901e-176},
        {26.5, 1.0, 2.2109076642637343e-307},
    };

    private static final double[][] ERF_INV = {
        {1e-12, 8.86226925452758e-13},
        {0.001, 0.0008862271574665521},
        {0.1, 0.08885599049425769},
        {0.25, 0.2253120550121781},
        {0.45, 0.4226802386475619},
        {0.5, 0.4769362762044699},
        {0.55, 0.5341590877497024},
        {0.7, 0.7328690779592167},
        {0.9, 1.1630871536766743},
        {0.99, 1.8213863677184494},
        {0.9999, 2.75106390571208},
        {0.99999999, 4.052237243268763},
        {0.999999999999, 5.042031898572696},
        {-0.3, -0.2724627147267543},
        {-0.8, -0.9061938024368233},
    };

    private static final double[][] LGAMMA_AND_DIGAMMA = {
        {-10.3, -14.457515440024208, 4.662403493582087},
        {-3.7, -1.3797399049658245, -0.8450768588704194},
        {-1.5, 0.860047015376481, 0.7031566406452432},
        {-0.5, 1.2655121234846454, 0.03648997397857652},
        {-0.001, 6.908333317515028, 999.4211381978913},
        {1e-09, 20.723265836369194, -1000000000.5772156},
        {0.1, 2.252712651734206, -10.423754940411076},
        {0.3, 1.0957979948180756, -3.502524222200133},
        {0.5, 0.5723649429247001, -1.9635100260214235},
        {0.9, 0.06637623973474295, -0.7549269499470513},
        {1.1, -0.049872441259839764, -0.42375494041107664},
        {1.5, -0.12078223763524522, 0.03648997397857652},
        {2.3, 0.15418945495963046, 0.6000398803639695},
        {3.0, 0.6931471805599453, 0.9227843350984671},
        {5.5, 3.9578139676187165, 1.6110931485817512},
        {9.9, 12.57717990421988, 2.2411803166063815},
        {10.1, 13.027526738633236, 2.262214357094148},
        {50.0, 144.5657439463449, 3.901989673427892},
        {1000.0, 5905.220423209181, 6.907255195648812},
        {1e7, 151180949.3694739, 16.11809560095832},
    };

    private static final double[][] ASINH = {
        {1e-09, 1e-09},
        {0.001, 0.0009999998333334083},
        {-0.3, -0.29567304756342244},
        {0.9, 0.8088669356527824},
        {1.5, 1.1947632172871092},
        {3.0, 1.8184464592320668},
        {-100.0, -5.298342365610589},
        {1e9, 21.416413017506358},
        {1e200, 461.2101657793691},
    };

    private static final double[][] ACOSH = {
        {1.0, 0.0},
        {1.0000001, 0.0004472135919037347},
        {1.1, 0.4435682543851154},
        {2.0, 1.3169578969248168},
        {100.0, 5.298292365610485},
        {1e9, 21.416413017506358},
        {1e200, 461.2101657793691},
    };

    private static final double[][] ATANH = {
        {1e-09, 1e-09},
        {0.001, 0.0010000003333335333},
        {-0.3, -0.3095196042031117},
        {0.9, 1.4722194895832204},
        {0.999999, 7.254328619247669},
    };

    @Test
    void computesTheErrorFunctionAndItsComplement() {
        check(ErrorFunction::erf, ERF_AND_ERFC, 1, 3e-16);
        check(ErrorFunction::erfc, ERF_AND_ERFC, 2, 3e-15);
    }

    @Test
    void computesTheInverseErrorFunction() {
        check(ErrorFunction::erfInv, ERF_INV, 1, 3e-15);
    }

    @Test
    void invertsTheErrorFunctionUpToTheEndsOfItsRange() {
        assertThat(ErrorFunction.erfInv(1)).isInfinite().isPositive();
        assertThat(ErrorFunction.erfInv(-1)).isInfinite().isNegative();
        assertThat(ErrorFunction.erfInv(1.5)).isNaN();
        assertThat(ErrorFunction.erfc(ErrorFunction.erfInv(Math.nextDown(1.0)))).isCloseTo(0x1p-53, within(1e-30));
        assertThat(ErrorFunction.erfInv(-0.0)).isEqualTo(-0.0);
    }

    @Test
    void computesTheLogarithmOfTheGammaFunctionAndItsDerivative() {
        check(GammaFunction::lgamma, LGAMMA_AND_DIGAMMA, 1, 4e-15);
        check(GammaFunction::digamma, LGAMMA_AND_DIGAMMA, 2, 4e-15);
    }

    @Test
    void givesInfinityAndNaNAtThePolesOfTheGammaFunction() {
        assertThat(GammaFunction.lgamma(0)).isInfinite();
        assertThat(GammaFunction.lgamma(-2)).isInfinite();
        assertThat(GammaFunction.lgamma(Double.NEGATIVE_INFINITY)).isInfinite();
        assertThat(GammaFunction.digamma(0)).isNaN();
        assertThat(GammaFunction.digamma(-2)).isNaN();
        assertThat(GammaFunction.digamma(Double.POSITIVE_INFINITY)).isInfinite();
    }

    @Test
    void computesInverseHyperbolicFunctions() {
        check(Hyperbolic::asinh, ASINH, 1, 4e-16);
        check(Hyperbolic::acosh, ACOSH, 1, 4e-16);
        check(Hyperbolic::atanh, ATANH, 1, 4e-16);
        assertThat(Hyperbolic.acosh(0.5)).isNaN();
        assertThat(Hyperbolic.atanh(1)).isInfinite();
        assertThat(Hyperbolic.asinh(-0.0)).isEqualTo(-0.0);
    }

    private static void check(DoubleUnaryOperator function, double[][] table, int column, double error) {
        for (double[] row : table) {
            double magnitude = Math.max(Math.abs(row[column]), table == LGAMMA_AND_DIGAMMA ? 1 : 0);
            assertThat(function.applyAsDouble(row[0]))
                    .as("at %s", row[0])
                    .isCloseTo(row[column], within(error * magnitude + Double.MIN_NORMAL));
        }
    }
}
