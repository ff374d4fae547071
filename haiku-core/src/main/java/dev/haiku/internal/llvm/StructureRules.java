package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Indexing.DynamicSlice;
import dev.haiku.ir.Structural;
import dev.haiku.ir.Structural.Concatenate;
import dev.haiku.ir.Structural.Iota;
import dev.haiku.ir.Structural.Pad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How elements are found in the operands of operations that rearrange, join or cut. */
final class StructureRules {

    private StructureRules() {}

    /** {@return whether code can be written for a structural equation} */
    static boolean accepts(Equation equation) {
        return equation.op() instanceof Structural || equation.op() instanceof DynamicSlice;
    }

    /** {@return the elements of a result at those indices} */
    static Value compute(Elements elements, Equation equation, List<Index> index) {
        if (Fusion.isReduction(equation)) {
            return ofSizeOne(elements, equation, index);
        }
        if (equation.op() instanceof Iota op) {
            return iota(elements, op, index.get(op.axis()));
        }
        if (equation.op() instanceof Concatenate op) {
            return concatenate(elements, equation, op.axis(), index);
        }
        if (equation.op() instanceof Pad op) {
            return pad(elements, equation, op, index);
        }
        if (equation.op() instanceof DynamicSlice op) {
            return elements.at(equation.inputs().get(0), started(elements, equation, op, index));
        }
        var operand = Reindex.operand(equation, index, elements.domain().sizes())
                .orElseGet(() -> reshaped(elements, equation, index));
        return elements.at(equation.inputs().get(0), operand);
    }

    /** A reduction along axes of size one changes nothing. */
    private static Value ofSizeOne(Elements elements, Equation equation, List<Index> index) {
        var operand = equation.inputs().get(0);
        List<Index> all = new ArrayList<>(index);
        Fusion.reducedAxes(equation).stream()
                .sorted()
                .forEach(axis ->
                        all.add(axis, Index.constant(0, elements.domain().rank())));
        return elements.at(operand, all);
    }

    /** Where a reshape does not keep rows together, positions are divided as the code runs. */
    private static List<Index> reshaped(Elements elements, Equation equation, List<Index> index) {
        int rank = elements.domain().rank();
        var from = equation.outputs().get(0).type().shape();
        var to = equation.inputs().get(0).type().shape();
        var position = elements.vector(Index.linear(index, from.strides(), rank));
        List<Index> result = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            result.add(coordinate(elements, position, to, axis));
        }
        return result;
    }

    private static Index coordinate(Elements elements, Value position, Shape shape, int axis) {
        int rank = elements.domain().rank();
        if (shape.dim(axis) == 1) {
            return Index.constant(0, rank);
        }
        var code = elements.code();
        var whole = code.emit(
                position.level(),
                "udiv " + position.typed() + ", " + Lanes.splat("i64", String.valueOf(shape.strides()[axis])));
        var rest = code.emit(
                position.level(),
                "urem " + Lanes.INDEX + " " + whole + ", " + Lanes.splat("i64", String.valueOf(shape.dim(axis))));
        return Index.term(new Index.Term(rest, true, position.level(), 1), rank);
    }

    private static Value iota(Elements elements, Iota op, Index index) {
        var position = elements.vector(index);
        var operation = new Operation(elements.code(), position.level(), op, List.of(position), op.dtype());
        return new Value(Casts.write(operation, position, op.dtype()), op.dtype(), position.level());
    }

    private static Value concatenate(Elements elements, Equation equation, int axis, List<Index> index) {
        int start = 0;
        Optional<Value> joint = Optional.empty();
        for (var input : equation.inputs()) {
            int size = input.type().shape().dim(axis);
            int end = start + size;
            if (size == 0) {
                continue;
            }
            List<Index> shifted = new ArrayList<>(index);
            shifted.set(axis, index.get(axis).plus(-start));
            var isHere = below(elements, index.get(axis), end)
                    .map(b -> both(elements, b, fromOn(elements, shifted.get(axis))));
            var here = isHere.isPresent()
                    ? elements.under(isHere.get(), () -> elements.at(input, shifted))
                    : elements.at(input, shifted);
            joint = Optional.of(joint.isEmpty() ? here : choose(elements, isHere, here, joint.get()));
            start = end;
        }
        return joint.orElseThrow();
    }

    private static Value choose(Elements elements, Optional<Value> condition, Value onTrue, Value onFalse) {
        if (condition.isEmpty()) {
            return onTrue;
        }
        int level = Math.max(condition.get().level(), Math.max(onTrue.level(), onFalse.level()));
        return new Value(
                elements.code()
                        .emit(
                                level,
                                "select " + condition.get().typed() + ", " + onTrue.typed() + ", " + onFalse.typed()),
                onTrue.dtype(),
                level);
    }

    /** {@return whether an index is less than a bound, or empty if that is so anyway} */
    private static Optional<Value> below(Elements elements, Index index, long bound) {
        return Optional.of(compare(elements, "slt", elements.vector(index), bound));
    }

    private static Value fromOn(Elements elements, Index index) {
        return compare(elements, "sge", elements.vector(index), 0);
    }

    private static Value compare(Elements elements, String how, Value position, long bound) {
        return new Value(
                elements.code()
                        .emit(
                                position.level(),
                                "icmp " + how + " " + position.typed() + ", "
                                        + Lanes.splat("i64", String.valueOf(bound))),
                DType.BOOL,
                position.level());
    }

    private static Value both(Elements elements, Value a, Value b) {
        int level = Math.max(a.level(), b.level());
        return new Value(elements.code().emit(level, "and " + a.typed() + ", " + b.name()), DType.BOOL, level);
    }

    private static Value pad(Elements elements, Equation equation, Pad op, List<Index> index) {
        var shape = equation.inputs().get(0).type().shape();
        var sizes = elements.domain().sizes();
        List<Index> inner = new ArrayList<>();
        Optional<Value> inside = Optional.empty();
        for (int axis = 0; axis < shape.rank(); axis++) {
            var shifted = index.get(axis).plus(-op.low().get(axis));
            int step = op.interior().get(axis) + 1;
            boolean isSafe = step == 1
                    && shifted.isAffine()
                    && shifted.least(sizes) >= 0
                    && shifted.greatest(sizes) < shape.dim(axis);
            if (isSafe) {
                inner.add(shifted);
                continue;
            }
            var position = elements.vector(shifted);
            long end = (shape.dim(axis) - 1L) * step + 1;
            var fits = both(elements, compare(elements, "sge", position, 0), compare(elements, "slt", position, end));
            if (step > 1) {
                fits = both(elements, fits, isMultiple(elements, position, step));
                inner.add(quotient(elements, position, step));
            } else {
                inner.add(shifted);
            }
            inside = Optional.of(inside.isEmpty() ? fits : both(elements, inside.get(), fits));
        }
        if (inside.isEmpty()) {
            return elements.at(equation.inputs().get(0), inner);
        }
        var padding = elements.at(equation.inputs().get(1), List.of());
        var element =
                elements.under(inside.get(), () -> elements.at(equation.inputs().get(0), inner));
        return choose(elements, inside, element, padding);
    }

    private static Value isMultiple(Elements elements, Value position, int step) {
        var rest = elements.code()
                .emit(position.level(), "srem " + position.typed() + ", " + Lanes.splat("i64", String.valueOf(step)));
        return compare(elements, "eq", new Value(rest, DType.I64, position.level()), 0);
    }

    private static Index quotient(Elements elements, Value position, int step) {
        var whole = elements.code()
                .emit(position.level(), "sdiv " + position.typed() + ", " + Lanes.splat("i64", String.valueOf(step)));
        return Index.term(
                new Index.Term(whole, true, position.level(), 1),
                elements.domain().rank());
    }

    /** A start is moved into range, so that the whole slice fits. */
    private static List<Index> started(Elements elements, Equation equation, DynamicSlice op, List<Index> index) {
        var shape = equation.inputs().get(0).type().shape();
        int rank = elements.domain().rank();
        List<Index> moved = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            int most = shape.dim(axis) - op.sizes().get(axis);
            if (most == 0) {
                moved.add(index.get(axis));
                continue;
            }
            var start = elements.at(equation.inputs().get(axis + 1), List.of());
            var one = clampedStart(elements, start, most);
            moved.add(index.get(axis).plus(Index.term(new Index.Term(one, false, start.level(), 1), rank)));
        }
        return moved;
    }

    private static String clampedStart(Elements elements, Value start, int most) {
        var code = elements.code();
        var element = Lanes.element(start.dtype());
        var first = code.emit(start.level(), "extractelement " + start.typed() + ", i64 0");
        boolean isUnsigned = start.dtype() == DType.U8 || start.dtype() == DType.U32;
        var wide = element.equals("i64")
                ? first
                : code.emit(start.level(), (isUnsigned ? "zext " : "sext ") + element + " " + first + " to i64");
        var low = code.emit(start.level(), "call i64 @llvm.smax.i64(i64 " + wide + ", i64 0)");
        return code.emit(start.level(), "call i64 @llvm.smin.i64(i64 " + low + ", i64 " + most + ")");
    }
}
