package dev.haiku.rl;

/**
 * Building blocks of reinforcement learning; all functions of RLax, under their names.
 *
 * <p><b>Names.</b> A transition leads from a source state, {@code Tm1}, to a destination state, {@code T}: {@code qTm1}
 * and {@code aTm1} belong to the source; {@code rT} and {@code discountT} are received on arrival, so that {@code rT} is
 * the reward of {@code aTm1}. In functions of sequences the entries of one position describe one transition. An episode
 * ends with a discount of 0.
 *
 * <p><b>Batches.</b> Functions see one stream: a transition with scalar {@code rT}, or a sequence with a leading axis of
 * time. {@link dev.haiku.func.Func#vmap} adds axes of batches, over a record of the arguments where there are many:
 *
 * <pre>{@code
 * record Transition(Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT) {}
 *
 * var tdErrors = vmap((Transition t) -> Rlax.qLearning(t.qTm1(), t.aTm1(), t.rT(), t.discountT(), t.qT())).apply(batch);
 * var loss = Rlax.l2Loss(tdErrors).mean();
 * }</pre>
 *
 * Ranks and element types are checked, also while tracing. Those functions that take further leading axes as they are say
 * so.
 *
 * <p><b>Gradients.</b> Learning functions return {@code target - prediction}, and no gradient flows into the target
 * unless {@code o -> o.stopTargetGradients(false)} says so; half the square of the result is what one minimises.
 *
 * <p><b>Actions out of range.</b> Functions of one transition count negative actions from the end and move others into
 * the range; functions of sequences give NaN for those too large; one-hot rows are zero. It is RLax's behaviour, since an
 * action may be data that is not known while tracing.
 */
public final class Rlax extends TreeFunctions {

    private Rlax() {}
}
