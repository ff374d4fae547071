package dev.haiku.internal.convolution;

import dev.haiku.ir.Convolution.Geometry;
import java.util.ArrayList;
import java.util.List;

/**
 * One spatial axis of a convolution without input dilation: result {@code t} reads with kernel element {@code u} the
 * input at {@code t·stride + u·dilation - low}, or a zero if there is none.
 *
 * @param size the size of the input
 * @param window the number of elements of the kernel
 * @param out the number of results
 * @param stride the distance in the input from one result to the next
 * @param dilation the distance in the input from one element of the kernel to the next
 * @param low the padding before the input, negative if results start within it
 * @param lhsStep how far apart elements of the input are in memory
 * @param rhsStep how far apart elements of the kernel are in memory
 * @param outStep how far apart results are in memory
 */
public record ConvAxis(
        int size, int window, int out, int stride, int dilation, int low, int lhsStep, int rhsStep, int outStep) {

    /**
     * The results of one remainder modulo the input dilation: they read every element of the input, through those
     * elements of the kernel that do not fall on zeros.
     *
     * @param axis the axis, whose window is empty if all fall on zeros
     * @param rhsAt where the first of these elements is in the kernel
     * @param outAt where the first of these results is
     */
    record Phase(ConvAxis axis, int rhsAt, int outAt) {}

    /** {@return the phases of an axis; {@code whole} has the steps of the undilated axes in memory} */
    static List<Phase> phases(Geometry geometry, int index, ConvAxis whole) {
        int dilation = geometry.lhsDilation().get(index);
        int results = dilation / gcd(whole.stride, dilation);
        int elements = dilation / gcd(whole.dilation, dilation);
        List<Phase> phases = new ArrayList<>();
        for (int first = 0; first < Math.min(results, whole.out); first++) {
            int element = 0;
            int start = first * whole.stride - whole.low;
            while (element < elements && Math.floorMod(start + element * whole.dilation, dilation) != 0) {
                element++;
            }
            boolean reads = element < elements && element < whole.window;
            var axis = new ConvAxis(
                    whole.size,
                    reads ? ceilDiv(whole.window - element, elements) : 0,
                    ceilDiv(whole.out - first, results),
                    results * whole.stride / dilation,
                    elements * whole.dilation / dilation,
                    reads ? -((start + element * whole.dilation) / dilation) : 0,
                    whole.lhsStep,
                    elements * whole.rhsStep,
                    results * whole.outStep);
            phases.add(new Phase(axis, reads ? element * whole.rhsStep : 0, first * whole.outStep));
        }
        return phases;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    ConvAxis results(int from, int to) {
        return new ConvAxis(size, window, to - from, stride, dilation, low - from * stride, lhsStep, rhsStep, outStep);
    }

    ConvAxis elements(int from, int to) {
        return new ConvAxis(size, to - from, out, stride, dilation, low - from * dilation, lhsStep, rhsStep, outStep);
    }
}
