package dev.haiku.internal.simplify;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes equations whose results nobody uses, unless they have effects. */
final class DeadCode {

    private DeadCode() {}

    static Program remove(Program program) {
        Set<Atom> used = new HashSet<>(program.outputs());
        List<Equation> kept = new ArrayList<>();
        var equations = program.equations();
        boolean isSame = true;
        for (int i = equations.size() - 1; i >= 0; i--) {
            var equation = equations.get(i);
            if (equation.op().hasEffects() || equation.outputs().stream().anyMatch(used::contains)) {
                var needed = UnusedResults.remove(equation, used);
                isSame &= needed.equals(equation);
                kept.add(needed);
                used.addAll(needed.inputs());
            }
        }
        if (isSame && kept.size() == equations.size()) {
            return program;
        }
        Collections.reverse(kept);
        return new Program(program.inputs(), kept, program.outputs());
    }
}
