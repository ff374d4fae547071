package dev.haiku.internal.llvm;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Convolution.Geometry;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Program;
import dev.haiku.ir.Structural.Pad;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Writes the padding of convolutions as equations of their own, so that patches lie in the padded input as a whole. */
final class PaddedInputs {

    private PaddedInputs() {}

    static Program rewrite(Program region) {
        if (region.equations().stream().noneMatch(PaddedInputs::isPadded)) {
            return region;
        }
        List<Equation> equations = new ArrayList<>();
        for (var equation : region.equations()) {
            if (isPadded(equation)) {
                var op = (ConvGeneral) equation.op();
                var pad = pad(op);
                var input = equation.inputs().get(0);
                var zero = new Literal(HostArray.fromDoubles(input.type().dtype(), Shape.SCALAR, i -> 0));
                var padded = new Var(
                        pad.outputTypes(List.of(input.type(), zero.type())).get(0));
                equations.add(new Equation(pad, List.of(input, zero), List.of(padded)));
                equations.add(new Equation(
                        withoutPadding(op), List.of(padded, equation.inputs().get(1)), equation.outputs()));
            } else {
                equations.add(equation);
            }
        }
        return new Program(region.inputs(), equations, region.outputs());
    }

    private static boolean isPadded(Equation equation) {
        return equation.op() instanceof ConvGeneral op
                && !(isZero(op.geometry().low()) && isZero(op.geometry().high()));
    }

    private static boolean isZero(List<Integer> pads) {
        return pads.stream().allMatch(pad -> pad == 0);
    }

    private static List<Integer> zeros(Geometry geometry) {
        return Collections.nCopies(geometry.strides().size(), 0);
    }

    private static Pad pad(ConvGeneral op) {
        int rank = op.dimensions().rank();
        var low = new Integer[rank];
        var high = new Integer[rank];
        Arrays.fill(low, 0);
        Arrays.fill(high, 0);
        for (int i = 0; i < op.dimensions().spatialRank(); i++) {
            int axis = op.dimensions().lhsSpatial().get(i);
            low[axis] = op.geometry().low().get(i);
            high[axis] = op.geometry().high().get(i);
        }
        return new Pad(List.of(low), List.of(high), Collections.nCopies(rank, 0));
    }

    private static ConvGeneral withoutPadding(ConvGeneral op) {
        var old = op.geometry();
        var geometry = new Geometry(old.strides(), zeros(old), zeros(old), old.lhsDilation(), old.rhsDilation());
        return new ConvGeneral(geometry, op.dimensions(), op.featureGroups(), op.batchGroups());
    }
}
