package dev.haiku.examples.rl;

import java.io.PrintStream;
import java.util.function.ToIntFunction;

/**
 * Lets agents play and learn, and evaluates them from time to time.
 *
 * @param game the environment in which they learn
 * @param trial the environment in which they are evaluated
 * @param evaluationEpisodes how many episodes an evaluation has
 * @param out where results are printed
 */
record Experiment(Environment game, Environment trial, int evaluationEpisodes, PrintStream out) {

    /** {@return the mean return of episodes in which a policy acts} */
    double evaluate(ToIntFunction<TimeStep> policy) {
        double sum = 0;
        for (int i = 0; i < evaluationEpisodes; i++) {
            var now = trial.reset();
            while (!now.isLast()) {
                now = trial.step(policy.applyAsInt(now));
                sum += now.reward();
            }
        }
        return sum / evaluationEpisodes;
    }

    /** Evaluates a policy, prints and records the result; returns whether the game is mastered. */
    boolean report(LearningCurve curve, String unit, int progress, ToIntFunction<TimeStep> policy) {
        double meanReturn = evaluate(policy);
        curve.add(progress, meanReturn);
        out.printf("%s %6d   mean return %8.2f%n", unit, progress, meanReturn);
        return meanReturn >= trial.goal();
    }

    /**
     * {@return the learning curve of an agent}
     *
     * @param agent learns after each step
     * @param episodes how many episodes it plays, if it does not master the game before
     * @param every after how many episodes it is evaluated
     */
    LearningCurve run(Agent agent, int episodes, int every) {
        var curve = new LearningCurve();
        for (int episode = 1; episode <= episodes; episode++) {
            play(agent);
            if ((episode % every == 0 || episode == episodes) && report(curve, "episode", episode, agent::exploit)) {
                break;
            }
        }
        return curve;
    }

    private void play(Agent agent) {
        var now = game.reset();
        while (!now.isLast()) {
            int action = agent.explore(now);
            var next = game.step(action);
            agent.observe(now, action, next);
            now = next;
        }
    }
}
