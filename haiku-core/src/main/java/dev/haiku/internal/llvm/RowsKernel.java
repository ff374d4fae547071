package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the kernel of a cluster that goes through rows.
 *
 * <p>A row is gone through once for each phase. The first reductions make up the first phase; what depends on their
 * results belongs to the second, and so on. A softmax has three: the maximum, the sum of exponentials, the quotients.
 * Without reductions, and where all axes merge into one, a row is a single vector.
 */
final class RowsKernel {

    private final Cluster cluster;
    private final Fusion.Plan plan;
    private final Phases phases;
    private final AxisGroups groups;
    private final Map<Var, Equation> members = new HashMap<>();
    private final Code code;
    private final FunctionText function;
    private final Domain domain;
    private final Elements elements;
    private final Map<Var, String> scratch = new LinkedHashMap<>();
    private int phase;

    private RowsKernel(Cluster cluster, Fusion.Plan plan, AxisGroups groups, Code code, Function<Code, Memory> memory) {
        this.cluster = cluster;
        this.plan = plan;
        this.phases = Phases.of(cluster, plan);
        this.groups = groups;
        this.code = code;
        this.function = new FunctionText(code);
        cluster.equations().forEach(equation -> equation.outputs().forEach(output -> members.put(output, equation)));
        this.domain = new Domain(
                cluster.sizes(),
                levels(),
                new LinkedHashMap<>(),
                cluster.sizes().size() - 1);
        RowScratch.choose(cluster, plan, phases)
                .forEach((variable, size) -> scratch.put(
                        variable,
                        function.reserve("[" + size + " x "
                                + Lanes.stored(variable.type().dtype()) + "]")));
        this.elements = new Elements(code, domain, new WithScratch(memory.apply(code)), this::definition);
    }

    /** {@return the kernel of a cluster, whose variables lie where {@code memory} says} */
    static KernelText write(Cluster cluster, Fusion.Plan plan, String name, Function<Code, Memory> memory) {
        var merging = new Merging(cluster.sizes(), cluster.inner());
        var all = AxisGroups.single(cluster.sizes());
        new RowsKernel(cluster, plan, all, new Code(), code -> merging).row();
        return new RowsKernel(cluster, plan, merging.groups(), new Code(), memory).kernel(name);
    }

    private List<Integer> levels() {
        return IntStream.range(0, cluster.sizes().size())
                .mapToObj(axis -> isVector(axis) ? Code.VECTOR : Code.ROW)
                .toList();
    }

    private boolean isVector(int axis) {
        return axis == lane() || cluster.inner().contains(axis);
    }

    private int lane() {
        return cluster.sizes().size() - 1;
    }

    /** What has been stored in an earlier phase is loaded, not computed again. */
    private @Nullable Equation definition(Var variable) {
        var member = members.get(variable);
        if (member != null) {
            return isStored(variable) && phases.of(variable) < phase ? null : member;
        }
        return plan.inlinedDefinition(variable);
    }

    private boolean isStored(Var variable) {
        return cluster.isFull(variable) && (cluster.outputs().contains(variable) || scratch.containsKey(variable));
    }

    private KernelText kernel(String name) {
        boolean isFlat = outerGroups().isEmpty() && cluster.inner().isEmpty();
        var body = row();
        long rows = groups.size(outerGroups());
        long units = isFlat ? (groups.size(lane()) + Lanes.COUNT - 1) / Lanes.COUNT : rows;
        var text = isFlat ? body : function.loop("%row", "%lo", "%hi", 1, body);
        return new KernelText(name, function.close(name, text), units, work(), code.mathFunctions());
    }

    private long work() {
        return cluster.elements()
                * (cluster.equations().size() + 4L * code.mathFunctions().size());
    }

    private List<Integer> outerGroups() {
        return groups.where(axis -> !isVector(axis));
    }

    private List<Integer> innerGroups() {
        return groups.where(axis -> isVector(axis) && axis != lane());
    }

    /** {@return what happens to one row} */
    private String row() {
        locateRow();
        var text = new StringBuilder();
        for (phase = 0; phase <= phases.last(); phase++) {
            text.append(phase());
        }
        return text.append(code.take(Code.ROW)).toString();
    }

    /** The number of the row is divided into the indices of the outer axes. */
    private void locateRow() {
        var outer = outerGroups();
        var rest = "%row";
        for (int i = outer.size() - 1; i >= 0; i--) {
            int axis = outer.get(i);
            long size = groups.size(axis);
            var register = i == 0 ? rest : code.emit(Code.ROW, "urem i64 " + rest + ", " + size);
            rest = i == 0 ? rest : code.emit(Code.ROW, "udiv i64 " + rest + ", " + size);
            domain.registers().put(axis, register);
        }
    }

    private String phase() {
        var accumulators = accumulators();
        var stored = Stream.concat(cluster.outputs().stream(), scratch.keySet().stream())
                .filter(variable -> isStored(variable) && phases.of(variable) == phase)
                .toList();
        if (accumulators.isEmpty() && stored.isEmpty()) {
            return "";
        }
        accumulators.forEach(Accumulator::reset);
        innerGroups().forEach(axis -> domain.registers().put(axis, "%" + code.fresh("inner")));
        var loops = vectors(accumulators, stored);
        var text = code.take(Code.ROW) + loops;
        accumulators.forEach(accumulator -> {
            var output = accumulator.equation().outputs().get(0);
            elements.define(output, cluster.indices(output), accumulator.total(elements));
        });
        phase++;
        storeRowResults();
        phase--;
        return text;
    }

    private List<Accumulator> accumulators() {
        List<Accumulator> result = new ArrayList<>();
        for (var equation : cluster.equations()) {
            if (Phases.endsPhase(equation, cluster)
                    && phases.of(equation.outputs().get(0)) == phase + 1) {
                result.add(new Accumulator(equation, isLong(), function, code));
            }
        }
        return result;
    }

    /** {@return whether a row is so long that reductions along it are made of parts} */
    private boolean isLong() {
        return groups.size(lane()) / Lanes.COUNT >= Accumulator.LONG
                && innerGroups().isEmpty();
    }

    private void storeRowResults() {
        for (var output : cluster.outputs()) {
            if (!cluster.isFull(output) && phases.of(output) == phase) {
                var index = cluster.indices(output);
                elements.storeFirst(output, index, elements.at(output, index), Code.ROW);
            }
        }
    }

    private String vectors(List<Accumulator> accumulators, List<Var> stored) {
        long size = groups.size(lane());
        long whole = size / Lanes.COUNT;
        int rest = (int) (size % Lanes.COUNT);
        boolean isFlat = outerGroups().isEmpty() && cluster.inner().isEmpty();
        var text = "";
        if (whole > 0) {
            var register = "%" + code.fresh("lane");
            var body = vector(register, null, accumulators, stored);
            text = isFlat ? flatLoop(register, whole, body) : wholeLoop(register, whole, body, accumulators);
        }
        if (rest > 0) {
            var mask = new Value(FunctionText.firstLanes(rest), DType.BOOL, Code.CALL);
            var body = vector(String.valueOf(whole * Lanes.COUNT), mask, accumulators, stored);
            if (isLong()) {
                accumulators.forEach(Accumulator::endPart);
                body += code.take(Code.VECTOR);
            }
            text += isFlat ? function.when(lastUnit(whole), body) : body;
        }
        for (int i = innerGroups().size() - 1; i >= 0; i--) {
            int axis = innerGroups().get(i);
            text = function.loop(domain.register(axis), "0", String.valueOf(groups.size(axis)), 1, text);
        }
        return text;
    }

    private String wholeLoop(String register, long whole, String body, List<Accumulator> accumulators) {
        long end = whole * Lanes.COUNT;
        if (accumulators.isEmpty() || !isLong()) {
            return function.loop(register, "0", String.valueOf(end), Lanes.COUNT, body);
        }
        accumulators.forEach(Accumulator::endPart);
        return function.loopInParts(register, end, Lanes.COUNT, body, code.take(Code.VECTOR));
    }

    private String flatLoop(String register, long whole, String body) {
        var from = code.emit(Code.CALL, "mul i64 %lo, " + Lanes.COUNT);
        var last = code.emit(Code.CALL, "call i64 @llvm.smin.i64(i64 %hi, i64 " + whole + ")");
        var to = code.emit(Code.CALL, "mul i64 " + last + ", " + Lanes.COUNT);
        return function.loop(register, from, to, Lanes.COUNT, body);
    }

    private String lastUnit(long whole) {
        return code.emit(Code.CALL, "icmp sgt i64 %hi, " + whole);
    }

    private String vector(String register, @Nullable Value mask, List<Accumulator> accumulators, List<Var> stored) {
        domain.registers().put(lane(), register);
        elements.startLoop(mask);
        for (var accumulator : accumulators) {
            var operand = accumulator.equation().inputs().get(0);
            accumulator.add(elements.at(operand, cluster.fullIndices(operand)), mask);
        }
        for (var output : stored) {
            var index = cluster.indices(output);
            elements.store(output, index, elements.at(output, index), Code.VECTOR);
        }
        return code.take(Code.VECTOR);
    }

    /** The memory of the kernel, and what is kept of a row on the stack, where only the inner axes count. */
    private final class WithScratch implements Memory {

        private final Memory memory;

        WithScratch(Memory memory) {
            this.memory = memory;
        }

        @Override
        public String place(Var variable) {
            var kept = scratch.get(variable);
            return kept != null ? kept : memory.place(variable);
        }

        @Override
        public Index position(Var variable, List<Index> index, int rank) {
            if (!scratch.containsKey(variable)) {
                return memory.position(variable, index, rank);
            }
            var position = Index.constant(0, rank);
            long stride = 1;
            for (int axis = rank - 1; axis >= 0; axis--) {
                if (isVector(axis)) {
                    position = position.plus(Index.along(axis, rank).times(stride));
                    stride *= cluster.sizes().get(axis);
                }
            }
            return position;
        }

        @Override
        public void visit(Index position) {
            memory.visit(position);
        }
    }
}
