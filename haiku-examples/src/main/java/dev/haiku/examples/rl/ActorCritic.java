package dev.haiku.examples.rl;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;

import dev.haiku.Params;
import dev.haiku.func.Fn3;
import dev.haiku.func.MappedAxis;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * A small IMPALA: threads act while the learner learns from what they did the round before, corrected by V-trace.
 *
 * <p>Actors play round k + 1 with the parameters that the learner has before it learns from round k. They are behind by
 * one update, always the same, and so a seed fixes the result however the threads are scheduled. Source: Espeholt et al.,
 * <em>IMPALA: scalable distributed deep-RL with importance weighted actor-learner architectures</em>, 2018.
 */
final class ActorCritic {

    private static final int UNROLL = 20;
    private static final double DISCOUNT = 0.99;
    private static final double VALUE_WEIGHT = 0.5;
    private static final double ENTROPY_WEIGHT = 0.01;
    private static final double MAX_NORM = 1;
    private static final double LEARNING_RATE = 3e-3;
    private static final int STEPS_OF_AN_ACTOR = 100_000_000;

    private final ActorCriticNetwork network;
    private final GradientTransformation<ChainState> optimizer =
            Optimizers.chain(Optimizers.clipByGlobalNorm(MAX_NORM), Optimizers.adam(LEARNING_RATE));
    private final BiFunction<Training, List<Trajectory>, Training> step = jit(this::step);
    private final BiFunction<Params, Tensor, Tensor> best;
    private final List<Actor> actors = new ArrayList<>();
    private Training training;

    ActorCritic(List<Environment> environments, long seed) {
        this.network = ActorCriticNetwork.of(environments.get(0));
        this.training = Training.of(network.init(seed), optimizer);
        this.best = jit(
                (Params params, Tensor x) -> network.apply(params, x).logits().argmax());
        Fn3<Params, Tensor, Tensor, Actor.Choice> policy = jit((Params params, Tensor x, Tensor number) -> {
            var logits = network.apply(params, x).logits();
            return new Actor.Choice(Rlax.softmax().sample(Key.of(seed).foldIn(number), logits), logits);
        });
        for (var environment : environments) {
            actors.add(
                    new Actor(environment, policy, DISCOUNT, STEPS_OF_AN_ACTOR / environments.size() * actors.size()));
        }
    }

    private Training step(Training before, List<Trajectory> trajectories) {
        var batch = Rlax.treeMapZipped(all -> Ops.stack(all, 0), trajectories);
        BiFunction<Params, Trajectory, Tensor> loss =
                (params, all) -> vmap(this::loss, o -> o.in(MappedAxis.NONE, MappedAxis.at(0)))
                        .apply(params, all)
                        .mean();
        return before.descend(optimizer, grad(loss).apply(before.params(), batch));
    }

    private Tensor loss(Params params, Trajectory t) {
        int length = t.actions().dim(0);
        var heads = network.apply(params, t.observations());
        var logits = heads.logits().slice(0, 0, length);
        var vTm1 = heads.value().slice(0, 0, length);
        var vT = heads.value().slice(0, 1, length + 1);
        var rhos = Rlax.categoricalImportanceSamplingRatios(logits, t.logits(), t.actions());
        var learnt = Rlax.vtraceTdErrorAndAdvantage(
                vTm1, vT.stopGradient(), t.rewards(), t.discounts(), rhos.stopGradient());
        var weights = Ops.onesLike(t.rewards());
        return Rlax.policyGradientLoss(logits, t.actions(), learnt.pgAdvantage(), weights)
                .add(Rlax.l2Loss(learnt.errors()).mean().mul(VALUE_WEIGHT))
                .add(Rlax.entropyLoss(logits, weights).mul(ENTROPY_WEIGHT));
    }

    /** {@return the action that is most likely} */
    int exploit(TimeStep now) {
        return (int) best.apply(training.params(), Transition.observation(now)).itemLong();
    }

    Params params() {
        return training.params();
    }

    /**
     * {@return the learning curve}
     *
     * @param experiment evaluates the policy
     * @param updates how often the learner learns, if it does not master the game before
     * @param every after how many updates the policy is evaluated
     */
    LearningCurve run(Experiment experiment, int updates, int every) {
        var curve = new LearningCurve();
        var threads = Executors.newFixedThreadPool(actors.size());
        try {
            var acting = act(threads);
            for (int update = 1; update <= updates; update++) {
                var seen = await(acting);
                acting = act(threads);
                training = step.apply(training, seen);
                if ((update % every == 0 || update == updates)
                        && experiment.report(curve, "update", update, this::exploit)) {
                    break;
                }
            }
            await(acting);
        } finally {
            threads.shutdownNow();
        }
        return curve;
    }

    private List<Future<Trajectory>> act(ExecutorService threads) {
        var params = training.params();
        return actors.stream()
                .map(actor -> threads.submit(() -> actor.unroll(params, UNROLL)))
                .toList();
    }

    private static List<Trajectory> await(List<Future<Trajectory>> acting) {
        var seen = new ArrayList<Trajectory>();
        for (var trajectory : acting) {
            try {
                seen.add(trajectory.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Learning was interrupted while it waited for an actor.", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("An actor failed: " + e.getMessage(), e);
            }
        }
        return seen;
    }
}
