package dev.haiku;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The constructors of module classes that run above the beginning of the current scope, innermost first.
 *
 * <p>They are read off the stack. One object shows as a chain of calls: its class's constructor, perhaps another one of
 * the same class by {@code this(...)}, then those of its superclasses up to {@link Module}. {@link Module}'s
 * constructor, which names the object, records the chain with the position of each call in its code; all of them stand
 * at their calls of the next constructor. The object is still under construction if a call of the chain is on the
 * stack, at the same depth, and has moved on from that position, while those before it have not: then a constructor's
 * body or a field initialiser runs. Anything else at that depth is another object's constructor.
 */
final class ConstructorCalls {

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String CONSTRUCTOR = "<init>";

    private final List<ConstructorCall> calls;

    private ConstructorCalls(List<ConstructorCall> calls) {
        this.calls = calls;
    }

    static ConstructorCalls running() {
        return new ConstructorCalls(WALKER.walk(ConstructorCalls::collect));
    }

    private static List<ConstructorCall> collect(Stream<StackFrame> stack) {
        var frames = stack.takeWhile(frame -> frame.getDeclaringClass() != ScopeBoundary.class)
                .toList();
        var calls = new ArrayList<ConstructorCall>();
        for (int i = 0; i < frames.size(); i++) {
            var frame = frames.get(i);
            if (frame.getMethodName().equals(CONSTRUCTOR) && Module.class.isAssignableFrom(frame.getDeclaringClass())) {
                calls.add(new ConstructorCall(
                        frame.getDeclaringClass(), frame.getDescriptor(), frame.getByteCodeIndex(), frames.size() - i));
            }
        }
        return calls;
    }

    /**
     * {@return the chain, outermost first, of the object of class {@code type} whose {@link Module} constructor runs}
     */
    List<ConstructorCall> ownOf(Class<?> type) {
        var chain = new ArrayList<ConstructorCall>();
        Set<String> seen = new HashSet<>();
        for (var call : calls) {
            boolean belongs = chain.isEmpty() || continues(chain.get(0), call, type);
            if (!belongs || !seen.add(call.type() + call.descriptor())) {
                break;
            }
            chain.add(0, call);
        }
        return List.copyOf(chain);
    }

    private static boolean continues(ConstructorCall inner, ConstructorCall outer, Class<?> type) {
        return outer.depth() == inner.depth() - 1
                && outer.type().isAssignableFrom(type)
                && (outer.type() == inner.type() || outer.type().getSuperclass() == inner.type());
    }

    /**
     * {@return the depth of the call of that chain whose body runs, 0 if the object is not under construction any more}
     */
    int bodyDepth(List<ConstructorCall> chain) {
        for (var recorded : chain) {
            var now = calls.stream()
                    .filter(call -> call.depth() == recorded.depth())
                    .findFirst();
            if (now.isEmpty() || !now.get().sameConstructor(recorded)) {
                return 0;
            }
            if (now.get().position() != recorded.position()) {
                return now.get().position() > recorded.position() ? recorded.depth() : 0;
            }
        }
        return 0;
    }

    /**
     * Checks that no constructor runs between a module's own chain and the innermost object under construction.
     *
     * @throws IllegalStateException if one does: it evaluates arguments of {@code super(...)} or {@code this(...)}
     */
    void requireNoUnnamed(List<ConstructorCall> own, int innermostDepth, Class<?> type) {
        int ownDepth = own.get(0).depth();
        calls.stream()
                .filter(call -> call.depth() < ownDepth && call.depth() > innermostDepth)
                .findFirst()
                .ifPresent(unnamed -> {
                    throw new IllegalStateException(
                            "A " + type.getSimpleName() + " is created in the arguments of super(...) or "
                                    + "this(...) of " + unnamed.type().getSimpleName() + ", which has no name yet. "
                                    + "Create it in a field initialiser or in the constructor's body after super(...).");
                });
    }
}
