package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the kernel of a cluster of reductions that keep the last axis: some vectors beside each other go down the
 * reduced axes together, each lane summing for itself.
 */
final class ColumnsKernel {

    /** So many vectors go down together: whole cache lines, and independent sums. */
    private static final int MOST_STRIPS = 4;

    private final Cluster cluster;
    private final AxisGroups groups;
    private final Code code;
    private final FunctionText function;
    private final int strips;
    private final List<Elements> strip = new ArrayList<>();
    private final List<Domain> domains = new ArrayList<>();

    private ColumnsKernel(
            Cluster cluster, Fusion.Plan plan, AxisGroups groups, Code code, Function<Code, Memory> memory) {
        this.cluster = cluster;
        this.groups = groups;
        this.code = code;
        this.function = new FunctionText(code);
        this.strips = (int) Math.min(MOST_STRIPS, (groups.size(lane()) + Lanes.COUNT - 1) / Lanes.COUNT);
        var places = memory.apply(code);
        for (int i = 0; i < strips; i++) {
            var domain = new Domain(cluster.sizes(), levels(), new LinkedHashMap<>(), lane());
            domains.add(domain);
            strip.add(new Elements(code, domain, places, plan::inlinedDefinition));
        }
    }

    /** {@return the kernel of a cluster, whose variables lie where {@code memory} says} */
    static KernelText write(Cluster cluster, Fusion.Plan plan, String name, Function<Code, Memory> memory) {
        var merging = new Merging(cluster.sizes(), cluster.inner());
        var all = AxisGroups.single(cluster.sizes());
        new ColumnsKernel(cluster, plan, all, new Code(), code -> merging).unit();
        return new ColumnsKernel(cluster, plan, merging.groups(), new Code(), memory).kernel(name);
    }

    private List<Integer> levels() {
        return IntStream.range(0, cluster.sizes().size())
                .mapToObj(axis -> cluster.inner().contains(axis) ? Code.VECTOR : Code.ROW)
                .toList();
    }

    private int lane() {
        return cluster.sizes().size() - 1;
    }

    private List<Integer> outerGroups() {
        return groups.where(axis -> axis != lane() && !cluster.inner().contains(axis));
    }

    private long blocks() {
        return (groups.size(lane()) + width() - 1) / width();
    }

    private long width() {
        return (long) strips * Lanes.COUNT;
    }

    private KernelText kernel(String name) {
        var body = unit();
        long rows = groups.size(outerGroups());
        var text = function.loop("%row", "%lo", "%hi", 1, body);
        return new KernelText(
                name,
                function.close(name, text),
                rows * blocks(),
                cluster.elements() * (1 + cluster.equations().size()),
                code.mathFunctions());
    }

    private String unit() {
        var masks = locate();
        List<List<Accumulator>> accumulators = new ArrayList<>();
        for (int i = 0; i < strips; i++) {
            accumulators.add(cluster.equations().stream()
                    .map(equation -> new Accumulator(equation, isLong(), function, code))
                    .toList());
            accumulators.get(i).forEach(Accumulator::reset);
            strip.get(i).startLoop(masks.get(i));
        }
        for (int i = 0; i < strips; i++) {
            for (var accumulator : accumulators.get(i)) {
                var operand = accumulator.equation().inputs().get(0);
                accumulator.add(strip.get(i).at(operand, cluster.fullIndices(operand)), null);
            }
        }
        var text = loops(code.take(Code.VECTOR), accumulators);
        text = code.take(Code.ROW) + text;
        for (int i = 0; i < strips; i++) {
            for (var accumulator : accumulators.get(i)) {
                var output = accumulator.equation().outputs().get(0);
                strip.get(i).store(output, cluster.indices(output), accumulator.perLane(), Code.ROW);
            }
        }
        return text + code.take(Code.ROW);
    }

    private String loops(String body, List<List<Accumulator>> accumulators) {
        var inner = groups.where(cluster.inner()::contains);
        var text = body;
        for (int i = inner.size() - 1; i >= 0; i--) {
            int axis = inner.get(i);
            var register = domains.get(0).register(axis);
            if (i == 0 && isLong()) {
                accumulators.forEach(strip -> strip.forEach(Accumulator::endPart));
                text = function.loopInParts(register, groups.size(axis), 1, text, code.take(Code.VECTOR));
            } else {
                text = function.loop(register, "0", String.valueOf(groups.size(axis)), 1, text);
            }
        }
        return text;
    }

    /** {@return whether so much is reduced that it is done in parts} */
    private boolean isLong() {
        return groups.size(groups.where(cluster.inner()::contains).get(0)) >= Accumulator.LONG;
    }

    /** The number of the unit is divided into the outer axes and the block of lanes. {@return the masks of the strips} */
    private List<@Nullable Value> locate() {
        long blocks = blocks();
        var block = outerGroups().isEmpty() ? "%row" : code.emit(Code.ROW, "urem i64 %row, " + blocks);
        var rest = outerGroups().isEmpty() ? "0" : code.emit(Code.ROW, "udiv i64 %row, " + blocks);
        var outer = outerGroups();
        for (int i = outer.size() - 1; i >= 0; i--) {
            int axis = outer.get(i);
            long size = groups.size(axis);
            var register = i == 0 ? rest : code.emit(Code.ROW, "urem i64 " + rest + ", " + size);
            rest = i == 0 ? rest : code.emit(Code.ROW, "udiv i64 " + rest + ", " + size);
            domains.forEach(domain -> domain.registers().put(axis, register));
        }
        for (int axis : groups.where(cluster.inner()::contains)) {
            var register = "%" + code.fresh("down");
            domains.forEach(domain -> domain.registers().put(axis, register));
        }
        return locateLanes(block);
    }

    private List<@Nullable Value> locateLanes(String block) {
        boolean isWhole = groups.size(lane()) % width() == 0;
        var base = code.emit(Code.ROW, "mul i64 " + block + ", " + width());
        List<@Nullable Value> masks = new ArrayList<>();
        for (int i = 0; i < strips; i++) {
            var register = code.emit(Code.ROW, "add i64 " + base + ", " + i * Lanes.COUNT);
            domains.get(i).registers().put(lane(), register);
            masks.add(isWhole ? null : mask(i, register));
        }
        return masks;
    }

    private Value mask(int index, String register) {
        var lanes = strip.get(index)
                .vector(Index.term(
                        new Index.Term(register, false, Code.ROW, 1),
                        domains.get(index).rank()));
        var steps =
                IntStream.range(0, Lanes.COUNT).mapToObj(lane -> "i64 " + lane).toList();
        var position = code.emit(Code.ROW, "add " + lanes.typed() + ", <" + String.join(", ", steps) + ">");
        var mask = code.emit(
                Code.ROW,
                "icmp slt " + Lanes.INDEX + " " + position + ", "
                        + Lanes.splat("i64", String.valueOf(groups.size(lane()))));
        return new Value(mask, DType.BOOL, Code.ROW);
    }
}
