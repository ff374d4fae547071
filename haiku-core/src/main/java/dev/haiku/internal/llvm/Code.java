package dev.haiku.internal.llvm;

import java.util.Set;
import java.util.TreeSet;

/**
 * The body of a function while it is written, one text for each level of its loops: what does not change in an inner
 * loop is written outside of it.
 *
 * <p>Level 0 runs once per call, level 1 once per row, level 2 for each vector of elements.
 */
final class Code {

    /** Once per call. */
    static final int CALL = 0;

    /** Once per row. */
    static final int ROW = 1;

    /** For each vector of elements. */
    static final int VECTOR = 2;

    private final StringBuilder[] levels = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
    private final Set<String> mathFunctions = new TreeSet<>();
    private int names;

    /** {@return a name that nothing else in this function has, without its {@code %}} */
    String fresh(String stem) {
        return stem + names++;
    }

    /** Writes {@code %name = instruction}. {@return the name of its result} */
    String emit(int level, String instruction) {
        var name = "%" + fresh("v");
        line(level, name + " = " + instruction);
        return name;
    }

    /** Writes an instruction without a result. */
    void line(int level, String instruction) {
        levels[level].append("  ").append(instruction).append('\n');
    }

    /** {@return what has been written for a level since the last time, and forgets it} */
    String take(int level) {
        var text = levels[level].toString();
        levels[level].setLength(0);
        return text;
    }

    /** Notes that a function of the mathematical library is called. {@return its name} */
    String math(String name) {
        mathFunctions.add(name);
        return "@" + Llvm.PREFIX + name;
    }

    Set<String> mathFunctions() {
        return mathFunctions;
    }
}
