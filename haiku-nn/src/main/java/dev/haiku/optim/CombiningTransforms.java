package dev.haiku.optim;

import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The part of {@link Optimizers} that combines transformations, and gives them some of the parameters. */
abstract class CombiningTransforms extends ClippingTransforms {

    CombiningTransforms() {}

    /**
     * {@return the transformation that applies several, one after the other}
     *
     * <p>Order matters: {@code chain(clip(1), adam(1e-3))} clips gradients, the other way round it clips steps.
     */
    public static GradientTransformation<ChainState> chain(GradientTransformation<?>... members) {
        var all = List.of(members);
        return new GradientTransformation<>(
                params -> new ChainState(
                        all.stream().<Object>map(member -> member.init(params)).toList()),
                (gradients, state, context) -> runChain(all, gradients, state.states(), context));
    }

    private static Update<Object, ChainState> runChain(
            List<GradientTransformation<?>> members, Object gradients, List<Object> states, UpdateContext context) {
        if (members.size() != states.size()) {
            throw new IllegalArgumentException("This chain of " + members.size()
                    + " transformations was given a state of " + states.size()
                    + ". Pass the state that init or the last update of the same optimiser returned.");
        }
        var updates = gradients;
        var next = new ArrayList<Object>(states.size());
        for (int i = 0; i < states.size(); i++) {
            var step = members.get(i).updateAny(updates, states.get(i), context);
            updates = step.updates();
            next.add(step.state());
        }
        return new Update<>(updates, new ChainState(next));
    }

    /**
     * {@return the transformation that applies several, one after the other, with their states by name}
     *
     * @param members what to apply, in the order of the map, such as a {@link LinkedHashMap}
     */
    public static GradientTransformation<NamedChainState> namedChain(
            Map<String, ? extends GradientTransformation<?>> members) {
        var all = Collections.unmodifiableMap(new LinkedHashMap<String, GradientTransformation<?>>(members));
        return new GradientTransformation<>(
                params -> new NamedChainState(NamedStates.map(all, member -> member.init(params))),
                (gradients, state, context) -> {
                    var step = runNamed(all, gradients, state.states(), context);
                    return new Update<>(step.updates(), new NamedChainState(step.state()));
                });
    }

    private static Update<Object, Map<String, Object>> runNamed(
            Map<String, ? extends GradientTransformation<?>> members,
            Object gradients,
            Map<String, Object> states,
            UpdateContext context) {
        var updates = gradients;
        var next = new LinkedHashMap<String, Object>();
        for (var member : members.entrySet()) {
            var state = NamedStates.get(states, "member", member.getKey());
            var step = member.getValue().updateAny(updates, state, context);
            updates = step.updates();
            next.put(member.getKey(), step.state());
        }
        return new Update<>(updates, next);
    }

    /**
     * {@return the transformation that applies another one to some of the parameters}
     *
     * <p>Gradients of the others pass unchanged: to keep parameters as they are use {@link #freeze}.
     *
     * @param inner what to apply; it sees a {@link MaskedTree} of what the mask includes
     * @param mask to which parameters
     */
    public static GradientTransformation<MaskedState> masked(GradientTransformation<?> inner, Mask mask) {
        return masked(inner, mask, false);
    }

    /**
     * {@return the transformation that applies another one to some of the parameters}
     *
     * @param inner what to apply
     * @param mask to which parameters
     * @param maskGradient whether {@link UpdateContext#gradient} is masked too
     */
    public static GradientTransformation<MaskedState> masked(
            GradientTransformation<?> inner, Mask mask, boolean maskGradient) {
        return new GradientTransformation<>(
                params -> new MaskedState(inner.init(MaskedTree.of(params, mask))), (gradients, state, context) -> {
                    var innerContext = masked(context, mask, maskGradient);
                    var step = inner.updateAny(MaskedTree.of(gradients, mask), state.innerState(), innerContext);
                    var updates = ((MaskedTree) step.updates()).intoPlacesOf(gradients, mask);
                    return new Update<>(updates, new MaskedState(step.state()));
                });
    }

    private static UpdateContext masked(UpdateContext context, Mask mask, boolean maskGradient) {
        var result = context.hasParams() ? context.params(MaskedTree.of(context.params(), mask)) : context;
        if (!maskGradient) {
            return result;
        }
        return context.findGradient()
                .map(gradient -> result.gradient(MaskedTree.of(gradient, mask)))
                .orElse(result);
    }

    /** {@return {@link #partition(Map, Labels)}, by its other name in optax} */
    public static GradientTransformation<PartitionState> multiTransform(
            Map<String, ? extends GradientTransformation<?>> transforms, Labels labels) {
        return partition(transforms, labels);
    }

    /**
     * {@return the transformation that applies another one to each group of parameters}
     *
     * @param transforms what to apply, by label
     * @param labels the label of each parameter
     * @throws IllegalArgumentException in {@code init} and {@code update}, if a label has no transformation
     */
    public static GradientTransformation<PartitionState> partition(
            Map<String, ? extends GradientTransformation<?>> transforms, Labels labels) {
        return partition(transforms, labels, false);
    }

    /**
     * {@return the transformation that applies another one to each group of parameters}
     *
     * @param transforms what to apply, by label
     * @param labels the label of each parameter
     * @param maskGradient whether each group sees only its part of {@link UpdateContext#gradient}
     */
    public static GradientTransformation<PartitionState> partition(
            Map<String, ? extends GradientTransformation<?>> transforms, Labels labels, boolean maskGradient) {
        var groups = new LinkedHashMap<String, GradientTransformation<MaskedState>>();
        transforms.forEach((label, inner) ->
                groups.put(label, masked(inner, (name, p) -> labels.of(name, p).equals(label), maskGradient)));
        var all = Collections.unmodifiableMap(groups);
        return new GradientTransformation<>(
                params -> {
                    requireKnownLabels(all, labels, params);
                    return new PartitionState(NamedStates.map(all, group -> group.init(params)));
                },
                (gradients, state, context) -> {
                    requireKnownLabels(all, labels, gradients);
                    var step = runNamed(all, gradients, state.innerStates(), context);
                    return new Update<>(step.updates(), new PartitionState(step.state()));
                });
    }

    private static void requireKnownLabels(Map<String, ?> groups, Labels labels, Object params) {
        TreeMath.mapWithName(params, (name, p) -> {
            var label = labels.of(name, p);
            if (!groups.containsKey(label)) {
                throw new IllegalArgumentException("The parameter '" + name + "' has the label '" + label
                        + "', for which there is no transformation. There are "
                        + new TreeSet<>(groups.keySet()) + ".");
            }
            return p;
        });
    }

    /** {@return the transformation that keeps the parameters in a mask as they are, and passes other gradients} */
    public static GradientTransformation<MaskedState> freeze(Mask mask) {
        return masked(setToZero(), mask);
    }

    /** {@return an optimiser of those parameters that are not in a mask; the others stay as they are} */
    public static GradientTransformation<PartitionState> selectiveTransform(
            GradientTransformation<?> optimizer, Mask freezeMask) {
        return partition(Map.of("train", optimizer, "freeze", setToZero()), Labels.of(freezeMask, "freeze", "train"));
    }

    /**
     * {@return the transformation that applies another one to all gradients as one vector}
     *
     * <p>That saves time with many small tensors, but statistics of tensors become those of the whole.
     */
    public static <S> GradientTransformation<S> flatten(GradientTransformation<S> inner) {
        return new GradientTransformation<>(params -> inner.init(Ravel.vector(params)), (gradients, state, context) -> {
            var flatContext = context.hasParams() ? context.params(Ravel.vector(context.params())) : context;
            var step = inner.update(Ravel.vector(gradients), state, flatContext);
            return new Update<>(Ravel.split(step.updates(), gradients), step.state());
        });
    }

    /** {@return the transformation that adds {@code weightDecay} times the parameter to each gradient} */
    public static GradientTransformation<EmptyState> addDecayedWeights(Number weightDecay) {
        var decay = Hyperparameter.of(weightDecay);
        return onWhole((gradients, context) -> decayed(gradients, context.params(), decay));
    }

    /** {@return the transformation that adds a share of the parameter that depends on the step to each gradient} */
    public static GradientTransformation<ScheduleState> addDecayedWeights(Schedule weightDecay) {
        return counting((gradients, count, context) ->
                decayed(gradients, context.params(), Hyperparameter.of(weightDecay.at(count))));
    }

    private static Object decayed(Object gradients, Object params, Hyperparameter decay) {
        return decay.isFixed(0) ? gradients : Trees.map(gradients, params, (g, p) -> g.add(decay.times(p)));
    }

    /** {@return the transformation that adds {@code weightDecay} times the parameter to gradients in a mask} */
    public static GradientTransformation<MaskedState> addDecayedWeights(Number weightDecay, Mask mask) {
        return masked(addDecayedWeights(weightDecay), mask);
    }

    /** {@return the transformation that adds a share that depends on the step to gradients in a mask} */
    public static GradientTransformation<MaskedState> addDecayedWeights(Schedule weightDecay, Mask mask) {
        return masked(addDecayedWeights(weightDecay), mask);
    }

    /**
     * {@return the transformation that adds a share of any kind, fixed or scheduled, of the parameter to gradients in a
     * mask}
     */
    public static GradientTransformation<?> addDecayedWeights(Hyperparameter weightDecay, Mask mask) {
        GradientTransformation<?> all = weightDecay.isScheduled()
                ? addDecayedWeights((Schedule) count -> weightDecay.at(count).tensor())
                : addDecayedWeights(weightDecay);
        return mask == AllParameters.INSTANCE ? all : masked(all, mask);
    }
}
