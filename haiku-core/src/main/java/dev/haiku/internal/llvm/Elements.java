package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the code that computes vectors of elements of variables: what lies in memory is loaded, what does not is computed
 * from the elements of its operands, and either only once.
 */
final class Elements {

    /** An element of an atom, computed under a mask. */
    private record Key(Atom atom, List<Index> index, String mask) {}

    private final Code code;
    private final Domain domain;
    private final Memory memory;
    private final Function<Var, @Nullable Equation> definitions;
    private final Map<Key, Value> known = new HashMap<>();
    private @Nullable Value mask;
    private boolean isPredicated;

    /**
     * Creates a writer.
     *
     * @param code where it writes
     * @param domain what the kernel loops over
     * @param memory what lies in memory
     * @param definitions the equations of variables that do not
     */
    Elements(Code code, Domain domain, Memory memory, Function<Var, @Nullable Equation> definitions) {
        this.code = code;
        this.domain = domain;
        this.memory = memory;
        this.definitions = definitions;
    }

    Code code() {
        return code;
    }

    Domain domain() {
        return domain;
    }

    /** Starts another loop over vectors: what was computed in the last one is not known in it. */
    void startLoop(@Nullable Value newMask) {
        known.values().removeIf(value -> value.level() == Code.VECTOR);
        mask = newMask;
    }

    /** Tells what a variable is in this row, such as the result of a reduction along it. */
    void define(Var variable, List<Index> index, Value value) {
        known.put(new Key(variable, index, ""), value);
    }

    /** {@return the elements of an atom at those indices} */
    Value at(Atom atom, List<Index> index) {
        if (atom instanceof Literal literal) {
            return constant(literal);
        }
        var always = known.get(new Key(atom, index, ""));
        if (always != null) {
            return always;
        }
        var key = new Key(atom, index, mask == null ? "" : mask.name());
        var seen = known.get(key);
        if (seen == null) {
            seen = compute((Var) atom, index);
            known.put(seen.level() < Code.VECTOR && !isPredicated ? new Key(atom, index, "") : key, seen);
        }
        return seen;
    }

    private static Value constant(Literal literal) {
        var dtype = literal.value().dtype();
        var text = dtype.isFloating()
                ? Lanes.literal(dtype, literal.value().getDouble(0))
                : Lanes.literal(dtype, literal.value().getLong(0));
        return Value.constant(dtype, text);
    }

    private Value compute(Var variable, List<Index> index) {
        var equation = definitions.apply(variable);
        if (equation == null) {
            return load(variable, index);
        }
        if (equation.op() instanceof Elementwise) {
            return ElementRules.compute(this, equation, index);
        }
        return RandomRules.accepts(equation)
                ? RandomRules.compute(this, equation, index)
                : StructureRules.compute(this, equation, index);
    }

    /** {@return what a computation gives under a further condition, outside of which it may give anything} */
    Value under(Value condition, Supplier<Value> computation) {
        var outer = mask;
        boolean wasPredicated = isPredicated;
        mask = outer == null ? condition : and(outer, condition);
        isPredicated = true;
        try {
            return computation.get();
        } finally {
            mask = outer;
            isPredicated = wasPredicated;
        }
    }

    private Value and(Value a, Value b) {
        int level = Math.max(a.level(), b.level());
        return new Value(code.emit(level, "and " + a.typed() + ", " + b.name()), DType.BOOL, level);
    }

    private Value load(Var variable, List<Index> index) {
        var place = memory.place(variable);
        var linear = memory.position(variable, index, domain.rank());
        return fromMemory(
                gather(linear)
                        ? gathered(place, linear, variable.type().dtype())
                        : inOrder(place, linear, variable.type().dtype()));
    }

    private long laneStep(Index linear) {
        return domain.registers().containsKey(domain.lane())
                ? linear.coefficients().get(domain.lane())
                : 0;
    }

    private boolean gather(Index linear) {
        long step = laneStep(linear);
        return linear.terms().stream().anyMatch(Index.Term::isVector)
                || (step != 0 && step != 1)
                || (step == 0 && isPredicated);
    }

    private Value inOrder(String place, Index linear, DType dtype) {
        var offset = scalar(linear);
        var stored = Lanes.stored(dtype);
        var pointer = code.emit(
                offset.level(), "getelementptr inbounds " + stored + ", ptr " + place + ", i64 " + offset.name());
        if (laneStep(linear) == 0) {
            var one = code.emit(offset.level(), "load " + stored + ", ptr " + pointer);
            return splat(stored, one, dtype, offset.level());
        }
        var type = Lanes.inMemory(dtype);
        if (mask == null) {
            return new Value(
                    code.emit(offset.level(), "load " + type + ", ptr " + pointer + ", align " + dtype.bytes()),
                    dtype,
                    offset.level());
        }
        var load = "@" + "llvm.masked.load." + Lanes.suffix(stored) + ".p0";
        int level = Math.max(offset.level(), mask.level());
        return new Value(
                code.emit(
                        level,
                        "call " + type + " " + load + "(ptr " + pointer + ", i32 " + dtype.bytes() + ", " + mask.typed()
                                + ", " + type + " zeroinitializer)"),
                dtype,
                level);
    }

    private Value gathered(String place, Index linear, DType dtype) {
        var offsets = vector(linear);
        int level = mask == null ? offsets.level() : Math.max(offsets.level(), mask.level());
        var stored = Lanes.stored(dtype);
        var type = Lanes.inMemory(dtype);
        var pointers = code.emit(
                level,
                "getelementptr inbounds " + stored + ", ptr " + place + ", " + Lanes.INDEX + " " + offsets.name());
        var vectorOfPointers = Lanes.vector("ptr");
        var load = "@" + "llvm.masked.gather." + Lanes.suffix(stored) + "." + Lanes.suffix("p0");
        var active = mask == null ? Lanes.MASK + " " + Lanes.splat("i1", "true") : mask.typed();
        return new Value(
                code.emit(
                        level,
                        "call " + type + " " + load + "(" + vectorOfPointers + " " + pointers + ", i32 " + dtype.bytes()
                                + ", " + active + ", " + type + " zeroinitializer)"),
                dtype,
                level);
    }

    /** Truth values are bytes in memory. */
    private Value fromMemory(Value stored) {
        if (!stored.dtype().isBool()) {
            return stored;
        }
        return new Value(
                code.emit(
                        stored.level(),
                        "icmp ne " + Lanes.inMemory(DType.BOOL) + " " + stored.name() + ", zeroinitializer"),
                DType.BOOL,
                stored.level());
    }

    /** Writes a vector to the memory of a variable, along the lanes. */
    void store(Var variable, List<Index> index, Value value, int level) {
        var linear = memory.position(variable, index, domain.rank());
        var dtype = variable.type().dtype();
        var offset = scalar(linear);
        var pointer = code.emit(
                level,
                "getelementptr inbounds " + Lanes.stored(dtype) + ", ptr " + memory.place(variable) + ", i64 "
                        + offset.name());
        var type = Lanes.inMemory(dtype);
        var stored = toMemory(value, level);
        if (mask == null) {
            code.line(level, "store " + type + " " + stored + ", ptr " + pointer + ", align " + dtype.bytes());
            return;
        }
        var store = "@" + "llvm.masked.store." + Lanes.suffix(Lanes.stored(dtype)) + ".p0";
        code.line(
                level,
                "call void " + store + "(" + type + " " + stored + ", ptr " + pointer + ", i32 " + dtype.bytes() + ", "
                        + mask.typed() + ")");
    }

    private String toMemory(Value value, int level) {
        return value.dtype().isBool()
                ? code.emit(level, "zext " + value.typed() + " to " + Lanes.inMemory(DType.BOOL))
                : value.name();
    }

    /** Writes the first lane, for a result that has one element per row. */
    void storeFirst(Var variable, List<Index> index, Value value, int level) {
        var linear = memory.position(variable, index, domain.rank());
        var dtype = variable.type().dtype();
        var offset = scalar(linear);
        var stored = Lanes.stored(dtype);
        var pointer = code.emit(
                level,
                "getelementptr inbounds " + stored + ", ptr " + memory.place(variable) + ", i64 " + offset.name());
        var one = code.emit(level, "extractelement " + value.typed() + ", i64 0");
        var bits = dtype.isBool() ? code.emit(level, "zext i1 " + one + " to i8") : one;
        code.line(level, "store " + stored + " " + bits + ", ptr " + pointer + ", align " + dtype.bytes());
    }

    /** {@return a vector whose lanes are all one number} */
    Value splat(String element, String scalar, DType dtype, int level) {
        var type = Lanes.vector(element);
        var first = code.emit(level, "insertelement " + type + " poison, " + element + " " + scalar + ", i64 0");
        var all = code.emit(
                level,
                "shufflevector " + type + " " + first + ", " + type + " poison, " + Lanes.vector("i32")
                        + " zeroinitializer");
        return new Value(all, dtype, level);
    }

    /** {@return the part of an index that all lanes share, with that of the first lane along the lane axis} */
    Index.Term scalar(Index index) {
        memory.visit(index);
        List<Index.Term> parts = new ArrayList<>();
        domain.registers().forEach((axis, register) -> {
            long factor = index.coefficients().get(axis);
            if (factor != 0) {
                parts.add(new Index.Term(register, false, domain.levels().get(axis), factor));
            }
        });
        index.terms().stream().filter(term -> !term.isVector()).forEach(parts::add);
        parts.sort(Comparator.comparingInt(Index.Term::level));
        var sum = String.valueOf(index.constant());
        int level = Code.CALL;
        for (var part : parts) {
            level = part.level();
            var scaled = part.factor() == 1
                    ? part.name()
                    : code.emit(level, "mul i64 " + part.name() + ", " + part.factor());
            sum = sum.equals("0") ? scaled : code.emit(level, "add i64 " + sum + ", " + scaled);
        }
        return new Index.Term(sum, false, level, 1);
    }

    /** {@return an index of each lane} */
    Value vector(Index index) {
        var shared = scalar(index);
        var sum = splat("i64", shared.name(), DType.I64, shared.level());
        long step = laneStep(index);
        if (step != 0) {
            var steps = new StringBuilder();
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                steps.append(lane == 0 ? "<i64 " : ", i64 ").append(step * lane);
            }
            sum = plus(sum, new Value(steps + ">", DType.I64, Code.CALL));
        }
        for (var term : index.terms()) {
            if (term.isVector()) {
                var scaled = code.emit(
                        term.level(),
                        "mul " + Lanes.INDEX + " " + term.name() + ", "
                                + Lanes.splat("i64", String.valueOf(term.factor())));
                sum = plus(sum, new Value(scaled, DType.I64, term.level()));
            }
        }
        return sum;
    }

    private Value plus(Value a, Value b) {
        int level = Math.max(a.level(), b.level());
        return new Value(code.emit(level, "add " + a.typed() + ", " + b.name()), DType.I64, level);
    }
}
