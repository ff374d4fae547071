package dev.haiku.internal.exec;

import dev.haiku.ir.Program;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** The executables made so far, kept as long as their programs. */
final class Executables {

    private static final Map<Program, Executable> MADE = Collections.synchronizedMap(new WeakHashMap<>());

    private Executables() {}

    /** {@return the executable of a program, compiled at its first use} */
    static Executable of(Program program) {
        var made = MADE.get(program);
        if (made != null) {
            return made;
        }
        var compiled = Executable.compile(program);
        var earlier = MADE.putIfAbsent(program, compiled);
        return earlier == null ? compiled : earlier;
    }
}
