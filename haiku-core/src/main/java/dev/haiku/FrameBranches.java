package dev.haiku;

import dev.haiku.func.Func;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The branches of one choice between functions that create, set and draw: each runs in a frame of its own, and all must
 * leave the same names there.
 *
 * @param <T> the argument
 * @param <R> the result
 */
final class FrameBranches<T, R> {

    /** What a branch created. */
    private record Created(List<String> params, List<String> state) {}

    private final String what;
    private final Frame outer;
    private final List<String> labels;
    private final List<? extends Function<T, R>> branches;
    private final Created[] created;

    FrameBranches(String what, List<String> labels, List<? extends Function<T, R>> branches) {
        this.what = what;
        this.outer = DerivedFrame.outer(what, "Control." + what);
        this.labels = labels;
        this.branches = branches;
        this.created = new Created[branches.size()];
    }

    /**
     * {@return the result of the branch that {@code chooser} chooses}
     *
     * @param chooser runs one of the functions given, which it may stage all
     */
    R choose(Function<List<Function<T, Outcome<R>>>, Outcome<R>> chooser, T operand) {
        FrameKeys.reserveUpToFull(outer);
        if (isOneFunction()) {
            return DerivedFrame.commit(outer, run(0, operand));
        }
        List<Function<T, Outcome<R>>> functions = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            int index = i;
            functions.add(argument -> run(index, argument));
        }
        var outcome = chooser.apply(functions);
        if (outer.initialising()) {
            checkBranchesThatDidNotRun(operand);
        }
        return DerivedFrame.commit(outer, outcome);
    }

    /** Python's Haiku runs a function that is given for several branches once. */
    private boolean isOneFunction() {
        Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(branches);
        return distinct.size() == 1;
    }

    private Outcome<R> run(int index, T operand) {
        var frame = outer.derive(false);
        var before = FrameValues.of(frame);
        R result = FrameStack.run(frame, () -> branches.get(index).apply(operand));
        FrameKeys.reserveUpToFull(frame);
        var after = FrameValues.of(frame);
        var fresh = after.createdSince(before);
        created[index] = new Created(fresh.params().names(), fresh.current().names());
        checkCreated(index);
        return new Outcome<>(result, new FrameValues(fresh.params(), fresh.initial(), after.current(), after.keys()));
    }

    /** Where the choice is known it may be that only the chosen branch has run. */
    private void checkBranchesThatDidNotRun(T operand) {
        for (int i = 0; i < branches.size(); i++) {
            int index = i;
            if (created[i] == null) {
                Func.evalShape((T argument) -> run(index, argument).result(), operand);
            }
        }
    }

    private void checkCreated(int index) {
        var mine = created[index];
        for (int i = 0; i < branches.size(); i++) {
            @Nullable Created other = created[i];
            if (other == null) {
                continue;
            }
            checkSame(index, i, "parameters", mine.params(), other.params());
            checkSame(index, i, "state", mine.state(), other.state());
        }
    }

    private void checkSame(int first, int second, String kind, List<String> mine, List<String> others) {
        if (mine.stream().sorted().toList().equals(others.stream().sorted().toList())) {
            return;
        }
        int low = Math.min(first, second);
        var lower = low == first ? mine : others;
        var higher = low == first ? others : mine;
        throw new IllegalStateException(
                outer.where() + "Haiku." + what + " needs branches that create the same " + kind + ", but "
                        + labels.get(low) + " creates " + lower + " and " + labels.get(Math.max(first, second))
                        + " creates " + higher
                        + ".\nMake the modules outside of the branches, and call all of them once where Haiku.runningInit().");
    }
}
