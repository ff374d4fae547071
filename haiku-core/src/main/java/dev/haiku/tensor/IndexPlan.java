package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.tensor.Index.Ellipsis;
import dev.haiku.tensor.Index.NewAxis;
import dev.haiku.tensor.Index.Position;
import dev.haiku.tensor.Index.Positions;
import dev.haiku.tensor.Index.Range;
import dev.haiku.tensor.Index.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an index addresses, as one gather or scatter.
 *
 * <p>Whole axes and ranges of step 1 are the window of a slice. Positions and other ranges are batch axes: {@code starts} holds their
 * numbers, one tensor for each axis of the operand that it addresses, which broadcasts to {@code batch}.
 */
final class IndexPlan {

    /** A tensor of positions along an axis; those that are data may be out of range. */
    private record Start(Tensor positions, boolean known) {}

    private final Shape operand;
    private final Map<Integer, Start> starts = new TreeMap<>();
    private final List<Integer> collapsed = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private final List<Integer> sliceSizes;
    private final List<Integer> newAxes = new ArrayList<>();
    private final List<Integer> dims = new ArrayList<>();
    private final List<Integer> batch = new ArrayList<>();

    private IndexPlan(Shape operand) {
        this.operand = operand;
        this.sliceSizes = new ArrayList<>(operand.toList());
    }

    /** An entry and the axis of the operand that it addresses, none for a new axis. */
    private record Addressed(Index entry, int axis) {

        boolean isAdvanced() {
            return entry instanceof Position || entry instanceof Positions;
        }
    }

    /** {@return the part of a tensor that an index addresses; positions out of range are moved into it} */
    static Tensor read(String op, Tensor x, List<Index> index) {
        var entries = addressed(op, x.shape(), index);
        return entries.stream().anyMatch(e -> e.entry() instanceof Positions)
                ? of(op, x.shape(), entries).gather(x, IndexMode.CLIP)
                : sliced(x, entries);
    }

    /** {@return the plan of an index into tensors of a shape} */
    static IndexPlan of(String op, Tensor x, List<Index> index) {
        return of(op, x.shape(), addressed(op, x.shape(), index));
    }

    /** {@return the entries with their axes, the ellipsis and what is left over spelt out as whole axes} */
    private static List<Addressed> addressed(String op, Shape shape, List<Index> index) {
        int ellipses = (int) index.stream().filter(Ellipsis.class::isInstance).count();
        int named = (int) index.stream().filter(e -> !(e instanceof NewAxis)).count() - ellipses;
        check(ellipses <= 1, op, "an index may have one ellipsis, but got " + ellipses + ".");
        check(named <= shape.rank(), op, "got " + named + " indices for shape " + shape + ".");
        var whole = Collections.<Index>nCopies(shape.rank() - named, Index.all());
        var entries = new ArrayList<Index>();
        index.forEach(e -> entries.addAll(e instanceof Ellipsis ? whole : List.of(e)));
        if (ellipses == 0) {
            entries.addAll(whole);
        }
        var addressed = new ArrayList<Addressed>();
        int axis = 0;
        for (var entry : entries) {
            addressed.add(new Addressed(checked(op, entry, axis, shape), entry instanceof NewAxis ? -1 : axis++));
        }
        return addressed;
    }

    /** {@return the entry with its position counted from the start} */
    private static Index checked(String op, Index entry, int axis, Shape shape) {
        if (entry instanceof Positions data) {
            IndexingOps.checkIndices(op, data.positions());
        }
        return entry instanceof Position fixed
                ? new Position(IndexingOps.fixedIndex(op, fixed.position(), axis, shape))
                : entry;
    }

    /** {@return what an index without data addresses} */
    private static Tensor sliced(Tensor x, List<Addressed> entries) {
        var low = new ArrayList<Integer>();
        var limit = new ArrayList<Integer>();
        var stride = new ArrayList<Integer>();
        var reversed = new ArrayList<Integer>();
        var dims = new ArrayList<Integer>();
        for (var e : entries) {
            if (e.entry() instanceof NewAxis) {
                dims.add(1);
                continue;
            }
            var run = e.entry() instanceof Position fixed
                    ? new Run(fixed.position(), 1, 1)
                    : ((Range) e.entry()).over(x.dim(e.axis()));
            low.add(run.lowest());
            limit.add(run.limit());
            stride.add(Math.abs(run.step()));
            if (run.step() < 0) {
                reversed.add(e.axis());
            }
            if (e.entry() instanceof Range) {
                dims.add(run.count());
            }
        }
        var part = Ops.slice(x, low, limit, stride);
        var turned = reversed.isEmpty() ? part : Ops.flip(part, Operands.array(reversed));
        return Ops.reshape(turned, Shape.of(dims));
    }

    private static IndexPlan of(String op, Shape shape, List<Addressed> entries) {
        var plan = new IndexPlan(shape);
        boolean advanced = entries.stream().anyMatch(e -> e.entry() instanceof Positions);
        var places = Operands.range(0, entries.size()).stream()
                .filter(i -> advanced && entries.get(i).isAdvanced())
                .toList();
        boolean together = advanced && places.get(places.size() - 1) - places.get(0) == places.size() - 1;
        if (advanced && !together) {
            plan.addPositions(op, entries);
        }
        for (int i = 0; i < entries.size(); i++) {
            if (together && i == places.get(0)) {
                plan.addPositions(op, entries);
            }
            plan.add(entries.get(i), advanced);
        }
        return plan;
    }

    private void add(Addressed e, boolean advanced) {
        if (e.entry() instanceof NewAxis) {
            newAxes.add(dims.size() + newAxes.size());
        } else if (e.entry() instanceof Range range) {
            addRun(e.axis(), range.over(operand.dim(e.axis())));
        } else if (!advanced) {
            address(e.axis(), Tensor.scalar(((Position) e.entry()).position()), true);
        }
    }

    private void addRun(int axis, Run run) {
        if (run.step() == 1) {
            offsets.add(dims.size());
            sliceSizes.set(axis, run.count());
            if (run.lowest() > 0) {
                starts.put(axis, new Start(Tensor.scalar(run.first()), true));
            }
        } else {
            var positions = Ops.iota(DType.I32, run.count()).mul(run.step()).add(run.first());
            addBatch(Shape.of(run.count()));
            address(axis, positions, true);
        }
        dims.add(run.count());
    }

    /** Adds the positions that are data, with the single ones beside them, at this place of the result. */
    private void addPositions(String op, List<Addressed> entries) {
        var advanced = entries.stream().filter(Addressed::isAdvanced).toList();
        var shape =
                Operands.shape(op, advanced.stream().map(IndexPlan::positions).toArray(Tensor[]::new));
        addBatch(shape);
        dims.addAll(shape.toList());
        for (var e : advanced) {
            check(
                    operand.dim(e.axis()) > 0 || shape.size() == 0,
                    op,
                    "axis " + e.axis() + " of shape " + operand + " is empty.");
            address(e.axis(), Operands.stretch(positions(e), shape), e.entry() instanceof Position);
        }
    }

    private static Tensor positions(Addressed e) {
        return e.entry() instanceof Position fixed
                ? Tensor.scalar(fixed.position())
                : ((Positions) e.entry()).positions();
    }

    /** Appends axes to the batch; what was there before gets axes of size 1 in their place. */
    private void addBatch(Shape shape) {
        batch.addAll(shape.toList());
        starts.replaceAll((axis, start) -> new Start(
                Ops.reshape(
                        start.positions(),
                        start.positions().shape().concat(Shape.of(Collections.nCopies(shape.rank(), 1)))),
                start.known()));
    }

    private void address(int axis, Tensor positions, boolean known) {
        starts.put(axis, new Start(positions, known));
        collapsed.add(axis);
        sliceSizes.set(axis, Math.min(1, operand.dim(axis)));
    }

    /** {@return the shape of what the index addresses} */
    Shape shape() {
        var shape = Shape.of(dims);
        for (int place : newAxes) {
            shape = shape.insert(place, 1);
        }
        return shape;
    }

    /** {@return whether the place is one window at fixed positions} */
    boolean isFixedWindow() {
        return batch.isEmpty() && starts.values().stream().allMatch(Start::known);
    }

    /** {@return for each axis where the window starts} */
    List<Tensor> windowStarts() {
        var zero = Tensor.scalar(0);
        return Operands.range(0, operand.rank()).stream()
                .map(axis -> starts.containsKey(axis) ? starts.get(axis).positions() : zero)
                .toList();
    }

    /** {@return the size of a slice along each axis of the operand} */
    Shape window() {
        return Shape.of(sliceSizes);
    }

    /** {@return what is there, of the shape of the index} */
    Tensor gather(Tensor x, IndexMode mode) {
        return Ops.reshape(Ops.gather(x, indices(mode), axes(), sliceSizes, mode.primitive()), shape());
    }

    /** {@return updates of the shape of the index as scatter takes them} */
    Tensor updates(Tensor value) {
        return Ops.reshape(Ops.broadcastTo(value, shape()), Shape.of(dims));
    }

    /** {@return for each element of the index whether its positions are in range, of a shape that broadcasts to that of the index} */
    Tensor inRange() {
        var within = Tensor.scalar(true);
        for (var start : starts.entrySet()) {
            if (!start.getValue().known()) {
                int size = operand.dim(start.getKey());
                var positions = IndexMode.FILL.normalized(start.getValue().positions(), size);
                within = within.and(positions.ge(0)).and(positions.lt(size));
            }
        }
        var aligned = Ops.expandDims(Operands.stretch(within, Shape.of(batch)), Operands.array(offsets));
        return Ops.expandDims(aligned, Operands.array(newAxes));
    }

    /** {@return the vectors of positions, along the last axis} */
    Tensor indices(IndexMode mode) {
        var shape = Shape.of(batch);
        if (starts.isEmpty()) {
            return Ops.zeros(shape.concat(Shape.of(0)), DType.I32);
        }
        return Ops.stack(
                starts.entrySet().stream()
                        .map(e -> Operands.stretch(normalized(e.getValue(), e.getKey(), mode), shape))
                        .toList(),
                -1);
    }

    private Tensor normalized(Start start, int axis, IndexMode mode) {
        return start.known() ? start.positions() : mode.normalized(start.positions(), operand.dim(axis));
    }

    /** {@return the dimension numbers} */
    Axes axes() {
        return new Axes(
                offsets, collapsed.stream().sorted().toList(), List.of(), List.of(), List.copyOf(starts.keySet()));
    }
}
