package dev.haiku.checkpoint;

import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What becomes of the tensors whose names match: a parameter, a part of the state, or nothing. */
final class NameRule {

    /** Where the result goes. */
    enum Target {
        PARAMS,
        STATE,
        NOWHERE
    }

    private final Target target;
    private final List<NamePattern> from;
    private final NamePattern to;
    private final Function<List<Tensor>, Tensor> change;
    private final boolean isOptional;
    private final NamePattern.Matcher matcher;

    private NameRule(
            Target target,
            List<NamePattern> from,
            NamePattern to,
            Function<List<Tensor>, Tensor> change,
            boolean isOptional) {
        this.target = target;
        this.from = from;
        this.to = to;
        this.change = change;
        this.isOptional = isOptional;
        this.matcher = from.get(0).matcher();
    }

    static NameRule of(Target target, List<String> from, String to, Function<List<Tensor>, Tensor> change) {
        var patterns = from.stream().map(NamePattern::new).toList();
        var first = patterns.get(0);
        var result = new NamePattern(to);
        patterns.stream().skip(1).forEach(pattern -> requireKnown(first, pattern));
        requireKnown(first, result);
        return new NameRule(target, patterns, result, change, false);
    }

    private static void requireKnown(NamePattern from, NamePattern to) {
        var unknown = to.names();
        unknown.removeAll(from.names());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The pattern '" + to + "' has the placeholders " + unknown + ", which '"
                    + from + "' lacks. A placeholder gets its value there.");
        }
    }

    NameRule optional() {
        return new NameRule(target, from, to, change, true);
    }

    boolean isOptional() {
        return isOptional;
    }

    Target target() {
        return target;
    }

    /**
     * One application of a rule.
     *
     * @param rule the rule
     * @param from the names of the tensors that go in
     * @param to the name of the result
     */
    record Match(NameRule rule, List<String> from, String to) {

        /** {@return the result} */
        Tensor result(TensorSource source) {
            List<Tensor> inputs = new ArrayList<>();
            for (var name : from) {
                if (!source.names().contains(name)) {
                    throw new CheckpointException("'" + to + "' is made of " + Names.listed(from)
                            + ", but there is no tensor '" + name + "'. Give a rule that does without.");
                }
                inputs.add(source.tensor(name));
            }
            return rule.change.apply(inputs);
        }
    }

    /** {@return how this applies to the tensor of that name, if it does} */
    Optional<Match> match(String name) {
        return matcher.match(name).map(this::filled);
    }

    private Match filled(Map<String, String> values) {
        return new Match(
                this, from.stream().map(pattern -> pattern.fill(values)).toList(), to.fill(values));
    }

    @Override
    public String toString() {
        return from.get(0).toString();
    }
}
