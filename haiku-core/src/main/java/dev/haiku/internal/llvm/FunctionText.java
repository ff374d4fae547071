package dev.haiku.internal.llvm;

import java.util.Arrays;

/** The function of a kernel while it is written: what stands at its entry, and loops. Variables of loops lie on the stack; LLVM moves them to registers. */
final class FunctionText {

    private final StringBuilder entry = new StringBuilder();
    private final Code code;

    FunctionText(Code code) {
        this.code = code;
    }

    /** Reserves stack memory at the entry. {@return the register with its address} */
    String reserve(String type) {
        var name = "%" + code.fresh("s");
        entry.append("  ").append(name).append(" = alloca ").append(type).append(", align 64\n");
        return name;
    }

    /**
     * {@return a loop}
     *
     * @param register what counts in it
     * @param from the first value, register or number
     * @param to the first value that is too large
     * @param step the distance between values
     * @param body what is repeated
     */
    String loop(String register, String from, String to, long step, String body) {
        var name = code.fresh("loop");
        var counter = reserve("i64");
        return String.join(
                "\n",
                "  store i64 " + from + ", ptr " + counter,
                "  br label %" + name + ".test",
                name + ".test:",
                "  " + register + " = load i64, ptr " + counter,
                "  %" + name + ".go = icmp slt i64 " + register + ", " + to,
                "  br i1 %" + name + ".go, label %" + name + ".body, label %" + name + ".end",
                name + ".body:",
                body + "  %" + name + ".next = add nsw i64 " + register + ", " + step,
                "  store i64 %" + name + ".next, ptr " + counter,
                "  br label %" + name + ".test",
                name + ".end:",
                "");
    }

    /**
     * {@return a loop in parts of {@link Accumulator#PART} steps}
     *
     * @param register what counts in it, from 0 on
     * @param end the first value that is too large
     * @param step the distance between values
     * @param body what is repeated
     * @param afterPart what follows each part
     */
    String loopInParts(String register, long end, long step, String body, String afterPart) {
        var start = "%" + code.fresh("part");
        var stop = "%" + code.fresh("stop");
        var least = "%" + code.fresh("least");
        var inner = loop(register, start, least, step, body);
        return loop(
                start,
                "0",
                String.valueOf(end),
                Accumulator.PART * step,
                "  " + stop + " = add i64 " + start + ", " + Accumulator.PART * step + "\n  " + least
                        + " = call i64 @llvm.smin.i64(i64 " + stop + ", i64 " + end + ")\n" + inner + afterPart);
    }

    /** {@return what runs only if a condition holds} */
    String when(String condition, String body) {
        var name = code.fresh("when");
        return String.join(
                "\n",
                "  br i1 " + condition + ", label %" + name + ".body, label %" + name + ".end",
                name + ".body:",
                body + "  br label %" + name + ".end",
                name + ".end:",
                "");
    }

    /** {@return the function, around what its loops consist of; takes what was written for the level of the call} */
    String close(String name, String body) {
        return "define internal void @" + Llvm.PREFIX + name + "(ptr %table, i64 %lo, i64 %hi) #0 {\n" + entry
                + code.take(Code.CALL) + body + "  ret void\n}\n";
    }

    /** {@return a constant mask of the first lanes} */
    static String firstLanes(int count) {
        var bits = new String[Lanes.COUNT];
        Arrays.setAll(bits, lane -> "i1 " + (lane < count));
        return "<" + String.join(", ", bits) + ">";
    }
}
