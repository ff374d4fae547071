package dev.haiku.internal.staging;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Programs of functions that have to be staged at each call, such as the body of a loop that runs eagerly.
 *
 * <p>One that differs from an earlier one in nothing but its variables is replaced by that, so that it is neither derived nor compiled
 * again. The last ones are kept; older ones as long as somebody else does.
 */
public final class KnownPrograms {

    private static final int KEPT = 32;
    private static final int MOST = 512;

    private static final Map<List<Object>, WeakReference<Program>> KNOWN = new HashMap<>();
    private static final Deque<Program> LAST = new ArrayDeque<>();

    private KnownPrograms() {}

    /** {@return an earlier program that computes the same in the same way, or else this one} */
    public static Program of(Program program) {
        var form = form(program);
        synchronized (KNOWN) {
            var reference = KNOWN.get(form);
            var known = reference == null ? null : reference.get();
            if (known == null) {
                forgetLost();
                KNOWN.put(form, new WeakReference<>(program));
                known = program;
            }
            LAST.remove(known);
            LAST.addLast(known);
            if (LAST.size() > KEPT) {
                LAST.removeFirst();
            }
            return known;
        }
    }

    private static void forgetLost() {
        if (KNOWN.size() >= MOST) {
            KNOWN.values().removeIf(reference -> reference.get() == null);
        }
    }

    /** {@return all but the identity of the variables, which are numbered in the order of their assignment} */
    private static List<Object> form(Program program) {
        Map<Var, Integer> numbers = new HashMap<>();
        List<Object> form = new ArrayList<>();
        program.inputs().forEach(input -> form.add(assigned(input, numbers)));
        for (var equation : program.equations()) {
            form.add(equation.op());
            equation.inputs().forEach(atom -> form.add(used(atom, numbers)));
            equation.outputs().forEach(output -> form.add(assigned(output, numbers)));
        }
        form.add(program.outputs().stream().map(atom -> used(atom, numbers)).toList());
        return form;
    }

    private static Object assigned(Var variable, Map<Var, Integer> numbers) {
        numbers.put(variable, numbers.size());
        return variable.type();
    }

    private static Object used(Atom atom, Map<Var, Integer> numbers) {
        return atom instanceof Var variable ? Objects.requireNonNull(numbers.get(variable)) : atom;
    }
}
