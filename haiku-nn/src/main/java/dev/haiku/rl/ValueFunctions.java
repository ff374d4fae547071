package dev.haiku.rl;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that learns values from one transition; results are {@code target - prediction}. */
abstract class ValueFunctions extends ReturnFunctions {

    ValueFunctions() {}

    /** {@return {@link #tdLearning(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor tdLearning(Tensor vTm1, Tensor rT, Tensor discountT, Tensor vT) {
        return tdLearning(vTm1, rT, discountT, vT, o -> o);
    }

    /**
     * {@return the temporal difference error {@code r + γ·v_t - v_tm1}}
     *
     * <p>Source: Sutton, <em>Learning to predict by the methods of temporal differences</em>, 1988.
     *
     * @param vTm1 the value of the source state, a scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param vT the value of the destination state, a scalar
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor tdLearning(
            Tensor vTm1, Tensor rT, Tensor discountT, Tensor vT, UnaryOperator<TargetOptions> edit) {
        transition("tdLearning", rT, discountT).floating("vTm1", vTm1, 0).floating("vT", vT, 0);
        return target(rT, discountT, vT, edit).sub(vTm1);
    }

    /** {@return {@link #sarsa(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor sarsa(Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT, Tensor aT) {
        return sarsa(qTm1, aTm1, rT, discountT, qT, aT, o -> o);
    }

    /**
     * {@return the error {@code r + γ·q_t[a_t] - q_tm1[a_tm1]}}
     *
     * <p>Source: Rummery and Niranjan, <em>On-line Q-learning using connectionist systems</em>, 1994.
     *
     * @param qTm1 values {@code [n]} of the actions in the source state
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param qT values {@code [n]} of the actions in the destination state
     * @param aT the action in the destination state, an integer scalar
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor sarsa(
            Tensor qTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qT,
            Tensor aT,
            UnaryOperator<TargetOptions> edit) {
        step("sarsa", qTm1, aTm1, rT, discountT).floating("qT", qT, 1).integer("aT", aT, 0);
        return target(rT, discountT, qT.get(aT), edit).sub(qTm1.get(aTm1));
    }

    /** {@return {@link #expectedSarsa(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor expectedSarsa(
            Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT, Tensor probsAT) {
        return expectedSarsa(qTm1, aTm1, rT, discountT, qT, probsAT, o -> o);
    }

    /**
     * {@return the error {@code r + γ·Σ p·q_t - q_tm1[a_tm1]}}
     *
     * <p>Source: van Seijen et al., <em>A theoretical and empirical analysis of expected Sarsa</em>, 2009.
     *
     * @param qTm1 values {@code [n]} of the actions in the source state
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param qT values {@code [n]} of the actions in the destination state
     * @param probsAT probabilities {@code [n]} of the actions in the destination state
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor expectedSarsa(
            Tensor qTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qT,
            Tensor probsAT,
            UnaryOperator<TargetOptions> edit) {
        step("expectedSarsa", qTm1, aTm1, rT, discountT).floating("qT", qT, 1).floating("probsAT", probsAT, 1);
        return target(rT, discountT, qT.dot(probsAT), edit).sub(qTm1.get(aTm1));
    }

    /** {@return {@link #qLearning(Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor qLearning(Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT) {
        return qLearning(qTm1, aTm1, rT, discountT, qT, o -> o);
    }

    /**
     * {@return the error {@code r + γ·max q_t - q_tm1[a_tm1]}}
     *
     * <p>Source: Watkins and Dayan, <em>Q-learning</em>, 1992.
     *
     * @param qTm1 values {@code [n]} of the actions in the source state
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param qT values {@code [n]} of the actions in the destination state
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor qLearning(
            Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT, UnaryOperator<TargetOptions> edit) {
        step("qLearning", qTm1, aTm1, rT, discountT).floating("qT", qT, 1);
        return target(rT, discountT, qT.max(), edit).sub(qTm1.get(aTm1));
    }

    /** {@return {@link #doubleQLearning(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor doubleQLearning(
            Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qTValue, Tensor qTSelector) {
        return doubleQLearning(qTm1, aTm1, rT, discountT, qTValue, qTSelector, o -> o);
    }

    /**
     * {@return the error {@code r + γ·q_value[argmax q_selector] - q_tm1[a_tm1]}}
     *
     * <p>Source: van Hasselt, <em>Double Q-learning</em>, 2010.
     *
     * @param qTm1 values {@code [n]} of the actions in the source state
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param qTValue values {@code [n]} of the actions in the destination state, from which the target is read
     * @param qTSelector other values {@code [n]} of them, which select the best
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor doubleQLearning(
            Tensor qTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qTValue,
            Tensor qTSelector,
            UnaryOperator<TargetOptions> edit) {
        step("doubleQLearning", qTm1, aTm1, rT, discountT)
                .floating("qTValue", qTValue, 1)
                .floating("qTSelector", qTSelector, 1);
        var value = qTValue.get(qTSelector.argmax());
        return target(rT, discountT, value, edit).sub(qTm1.get(aTm1));
    }

    /** {@return {@link #persistentQLearning(Tensor, Tensor, Tensor, Tensor, Tensor, double, UnaryOperator)} without edited options} */
    public static Tensor persistentQLearning(
            Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT, double actionGapScale) {
        return persistentQLearning(qTm1, aTm1, rT, discountT, qT, actionGapScale, o -> o);
    }

    /**
     * {@return the error {@code r + γ·((1 - s)·max q_t + s·q_t[a_tm1]) - q_tm1[a_tm1]}, which favours repeated actions}
     *
     * <p>Source: Bellemare et al., <em>Increasing the action gap: new operators for reinforcement learning</em>, 2015.
     *
     * @param qTm1 values {@code [n]} of the actions in the source state
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param qT values {@code [n]} of the actions in the destination state
     * @param actionGapScale the weight s of repeating the action, in [0, 1]
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor persistentQLearning(
            Tensor qTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qT,
            double actionGapScale,
            UnaryOperator<TargetOptions> edit) {
        step("persistentQLearning", qTm1, aTm1, rT, discountT).floating("qT", qT, 1);
        var value = qT.max().mul(1 - actionGapScale).add(qT.get(aTm1).mul(actionGapScale));
        return target(rT, discountT, value, edit).sub(qTm1.get(aTm1));
    }

    /** {@return {@link #qvLearning(Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor qvLearning(Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor vT) {
        return qvLearning(qTm1, aTm1, rT, discountT, vT, o -> o);
    }

    /**
     * {@return the error {@code r + γ·v_t - q_tm1[a_tm1]}}
     *
     * <p>Source: Wiering and van Hasselt, <em>Two novel on-policy reinforcement learning algorithms based on
     * TD(λ)-methods</em>, 2007.
     *
     * @param qTm1 values {@code [n]} of the actions in the source state
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param vT the value of the destination state, a scalar
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor qvLearning(
            Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor vT, UnaryOperator<TargetOptions> edit) {
        step("qvLearning", qTm1, aTm1, rT, discountT).floating("vT", vT, 0);
        return target(rT, discountT, vT, edit).sub(qTm1.get(aTm1));
    }

    /** {@return {@link #qvMax(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor qvMax(Tensor vTm1, Tensor rT, Tensor discountT, Tensor qT) {
        return qvMax(vTm1, rT, discountT, qT, o -> o);
    }

    /**
     * {@return the error {@code r + γ·max q_t - v_tm1}}
     *
     * <p>Source: Wiering and van Hasselt, <em>The QV family compared to other reinforcement learning algorithms</em>,
     * 2009.
     *
     * @param vTm1 the value of the source state, a scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param qT values {@code [n]} of the actions in the destination state
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor qvMax(Tensor vTm1, Tensor rT, Tensor discountT, Tensor qT, UnaryOperator<TargetOptions> edit) {
        transition("qvMax", rT, discountT).floating("vTm1", vTm1, 0).floating("qT", qT, 1);
        return target(rT, discountT, qT.max(), edit).sub(vTm1);
    }

    private static Signature transition(String name, Tensor rT, Tensor discountT) {
        return Signature.of(name).floating("rT", rT, 0).floating("discountT", discountT, 0);
    }

    private static Signature step(String name, Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT) {
        return Signature.of(name)
                .floating("qTm1", qTm1, 1)
                .integer("aTm1", aTm1, 0)
                .floating("rT", rT, 0)
                .floating("discountT", discountT, 0);
    }

    private static Tensor target(Tensor rT, Tensor discountT, Tensor value, UnaryOperator<TargetOptions> edit) {
        return edit.apply(TargetOptions.LEARNING).stopped(rT.add(discountT.mul(value)));
    }
}
