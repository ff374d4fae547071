package dev.haiku.checkpoint;

import dev.haiku.Params;
import dev.haiku.ParamsAndState;
import dev.haiku.State;
import dev.haiku.checkpoint.NameRule.Target;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How the tensors of another library become parameters and state: from which names to which, and with what change.
 *
 * <p>{@link TorchRules} and {@link FlaxRules} have the rules of their modules, so that a network reads as a list:
 *
 * <pre>{@code
 * var rules = NameRules.of(
 *         TorchRules.conv("features.{i}", "net/conv2_d{_i}"),
 *         TorchRules.batchNorm("norms.{i}", "net/batch_norm{_i}", 4),
 *         TorchRules.linear("head", "net/linear"));
 * try (var file = Safetensors.open(path)) {
 *     var imported = rules.apply(file, net.init(key, images));
 * }
 * }</pre>
 *
 * <p>In a name to match, {@code {i}} stands for one or more characters other than dots and slashes, and {@code {rest*}}
 * for any. In the name that it becomes, {@code {i}} is what matched, {@code {i+1}} and {@code {i-1}} numbers near it,
 * and {@code {_i}} what Haiku appends to the module number {@code i} of one kind: nothing for 0, {@code _1} for 1.
 *
 * <p>Every tensor must match a rule, and every rule a tensor: what is not wanted is {@link #drop dropped}, and what may
 * be missing is {@link #optional}. A tensor may match several rules.
 */
public final class NameRules {

    private final List<NameRule> rules;

    private NameRules(List<NameRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** {@return all those rules} */
    public static NameRules of(NameRules... parts) {
        return new NameRules(
                Arrays.stream(parts).flatMap(part -> part.rules.stream()).toList());
    }

    /**
     * {@return a rule: a tensor becomes a parameter as it is}
     *
     * @param from its name
     * @param to module path and name of the parameter, such as {@code mlp/~/linear_0/w}
     */
    public static NameRules param(String from, String to) {
        return param(from, to, tensor -> tensor);
    }

    /** {@return a rule: a tensor becomes a parameter with a change, such as {@code w -> w.transpose(1, 0)}} */
    public static NameRules param(String from, String to, UnaryOperator<Tensor> change) {
        return rule(Target.PARAMS, List.of(from), to, tensors -> change.apply(tensors.get(0)));
    }

    /**
     * {@return a rule: several tensors together become a parameter}
     *
     * @param from their names: the first is matched, the others are looked up with its placeholders filled in
     * @param to module path and name of the parameter
     * @param change makes it of the tensors, in the order of the names
     */
    public static NameRules paramOfAll(List<String> from, String to, Function<List<Tensor>, Tensor> change) {
        return rule(Target.PARAMS, from, to, change);
    }

    /** {@return a rule: a tensor becomes a part of the state as it is} */
    public static NameRules state(String from, String to) {
        return state(from, to, tensor -> tensor);
    }

    /** {@return a rule: a tensor becomes a part of the state with a change} */
    public static NameRules state(String from, String to, UnaryOperator<Tensor> change) {
        return rule(Target.STATE, List.of(from), to, tensors -> change.apply(tensors.get(0)));
    }

    /** {@return a rule: nothing becomes of a tensor} */
    public static NameRules drop(String from) {
        return rule(Target.NOWHERE, List.of(from), "", tensors -> tensors.get(0));
    }

    private static NameRules rule(Target target, List<String> from, String to, Function<List<Tensor>, Tensor> change) {
        if (from.isEmpty()) {
            throw new IllegalArgumentException(
                    "A rule for '" + to + "' needs at least one name. Give that of a tensor.");
        }
        return new NameRules(List.of(NameRule.of(target, from, to, change)));
    }

    /** {@return these rules, each of which may match nothing} */
    public NameRules optional() {
        return new NameRules(rules.stream().map(NameRule::optional).toList());
    }

    /**
     * {@return the parameters and state that the rules make of tensors, in the order of the source}
     *
     * @throws CheckpointException if a tensor matches no rule, a rule no tensor, or two results get one name
     */
    public ParamsAndState apply(TensorSource source) {
        var matches = matches(source);
        return new ParamsAndState(
                Params.of(values(Target.PARAMS, matches, source)), State.of(values(Target.STATE, matches, source)));
    }

    /**
     * {@return the same in the order of what {@code init} returned, once names, shapes and element types have been
     * compared}
     *
     * @param source the tensors of the other library
     * @param template what {@code init} returned; its numbers do not matter
     * @throws CheckpointException as {@link #apply(TensorSource)}, or if the results are not those of the template,
     *     saying which
     */
    public ParamsAndState apply(TensorSource source, ParamsAndState template) {
        return Checkpoint.restore(TensorSource.of(Checkpoint.named(apply(source))), template);
    }

    /** {@return the parameters alone that the rules make of tensors, compared with those that {@code init} returned} */
    public Params apply(TensorSource source, Params template) {
        return apply(source, new ParamsAndState(template, State.empty())).params();
    }

    private List<NameRule.Match> matches(TensorSource source) {
        var matches = new ArrayList<NameRule.Match>();
        var unusedRules = new HashSet<>(rules);
        var unusedNames = new LinkedHashSet<>(source.names());
        for (var name : source.names()) {
            for (var rule : rules) {
                rule.match(name).ifPresent(match -> {
                    matches.add(match);
                    unusedRules.remove(rule);
                    unusedNames.removeAll(match.from());
                });
            }
        }
        requireNone(
                unusedNames,
                "No rule matches the tensors ",
                "Add rules for them, or NameRules.drop(...) for those that are not needed.");
        requireNone(
                rules.stream()
                        .filter(rule -> unusedRules.contains(rule) && !rule.isOptional())
                        .map(NameRule::toString)
                        .toList(),
                "No tensor matches the rules for ",
                "There are " + Names.listed(source.names()) + ".");
        return matches;
    }

    private static void requireNone(Collection<String> names, String problem, String advice) {
        if (!names.isEmpty()) {
            throw new CheckpointException(problem + Names.listed(names) + ". " + advice);
        }
    }

    private static Map<String, Map<String, Tensor>> values(
            Target target, List<NameRule.Match> matches, TensorSource source) {
        var modules = new LinkedHashMap<String, Map<String, Tensor>>();
        for (var match : matches) {
            if (match.rule().target() == target) {
                var name = ModuleName.of(match.to());
                var before = modules.computeIfAbsent(name.module(), module -> new LinkedHashMap<>())
                        .put(name.name(), match.result(source));
                requireNone(
                        before == null ? List.of() : List.of(match.to()),
                        "Several tensors would become ",
                        "Give them different names.");
            }
        }
        return modules;
    }

    /** {@return the names that the rules match, for messages} */
    @Override
    public String toString() {
        return "NameRules" + rules;
    }
}
