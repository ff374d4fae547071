package dev.haiku.internal.llvm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The kernel of products in tiles while it is written: its loops, and the functions that it calls. */
final class TileLoops {

    private final String name;
    private final String element;
    private final Code code = new Code();
    private final FunctionText function = new FunctionText(code);
    private final Map<String, String> functions = new LinkedHashMap<>();

    TileLoops(String name, String element) {
        this.name = name;
        this.element = element;
    }

    Code code() {
        return code;
    }

    /** Reserves stack memory for that many elements of a type. {@return the register with its address} */
    String reserve(long count, String type) {
        return function.reserve("[" + count + " x " + type + "]");
    }

    /** {@return the name of a function of that stem, which is written once} */
    String define(String stem, Function<String, String> writer) {
        var full = Llvm.PREFIX + name + "_" + stem;
        functions.computeIfAbsent(full, writer);
        return full;
    }

    /** Writes the smaller of a register and a number. {@return the register} */
    String least(String register, long number) {
        return code.emit(Code.ROW, "call i64 @llvm.smin.i64(i64 " + register + ", i64 " + number + ")");
    }

    /** Writes the address so many steps after another one. {@return the register} */
    String moved(String start, String steps, long stride) {
        var offset = Product.scaled(code, steps, stride);
        return code.emit(Code.ROW, "getelementptr inbounds " + element + ", ptr " + start + ", i64 " + offset);
    }

    /** {@return a loop whose body is written by a function of its counter's register} */
    String loop(String stem, String end, long step, Function<String, String> body) {
        var counter = "%" + code.fresh(stem);
        return function.loop(counter, "0", end, step, body.apply(counter));
    }

    /** {@return code for the block of columns of that number: as wide as most, or as the last one} */
    String columns(String block, int columns, int width, IntFunction<String> body) {
        int whole = columns / width;
        var text = new StringBuilder();
        if (whole > 0) {
            text.append(when("icmp slt i64 " + block + ", " + whole, body.apply(width)));
        }
        if (columns > whole * width) {
            text.append(when("icmp eq i64 " + block + ", " + whole, body.apply(columns - whole * width)));
        }
        return text.toString();
    }

    /**
     * {@return code that goes through rows in tiles}
     *
     * @param count the register with the number of rows
     * @param height the rows of a tile
     * @param all the number of rows of all units, which leaves as many for the last tile as it does itself
     * @param call writes the call for a tile, given the register with its first row and the number of its rows
     */
    String rows(String count, int height, long all, BiConsumer<String, Integer> call) {
        var odd = code.emit(Code.ROW, "urem i64 " + count + ", " + height);
        var end = code.emit(Code.ROW, "sub i64 " + count + ", " + odd);
        var text = new StringBuilder(code.take(Code.ROW));
        if (all >= height) {
            text.append(loop("row", end, height, row -> {
                call.accept(row, height);
                return code.take(Code.ROW);
            }));
        }
        int rest = (int) (all % height);
        if (rest > 0) {
            call.accept(end, rest);
            var body = code.take(Code.ROW);
            text.append(when("icmp ne i64 " + odd + ", 0", body));
        }
        return text.toString();
    }

    private String when(String condition, String body) {
        var register = code.emit(Code.ROW, condition);
        return code.take(Code.ROW) + function.when(register, body);
    }

    /** {@return the kernel, whose units are computed by that code; global text goes before the functions} */
    KernelText close(String globals, String body, long units, long work) {
        var text = function.close(name, function.loop("%unit", "%lo", "%hi", 1, body));
        return new KernelText(name, globals + String.join("", functions.values()) + text, units, work, Set.of());
    }
}
