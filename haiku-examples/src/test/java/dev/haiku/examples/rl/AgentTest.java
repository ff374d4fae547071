package dev.haiku.examples.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.examples.rl.Environment.Game;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of the agents and their parts. */
class AgentTest {

    private static final long SEED = 7;

    private static Experiment experiment(Game game) {
        var nowhere = new PrintStream(PrintStream.nullOutputStream());
        return new Experiment(game.create(new SplittableRandom(1)), game.create(new SplittableRandom(2)), 20, nowhere);
    }

    private static List<Agent> agents(Environment like) {
        return List.of(
                new OnlineQLearning(like, SEED),
                new OnlineQLambda(like, SEED),
                new PopArtQLearning(like, SEED),
                new Dqn(like, Dqn.Settings.CATCH, new SplittableRandom(3), SEED));
    }

    private static LearningCurve actorCritic(ActorCritic agent, int updates) {
        return agent.run(experiment(Game.CATCH), updates, 5);
    }

    private static ActorCritic actorCritic() {
        return new ActorCritic(
                IntStream.range(0, 3)
                        .mapToObj(i -> Game.CATCH.create(new SplittableRandom(i)))
                        .toList(),
                SEED);
    }

    @Test
    void qLearningMastersCatch() {
        var experiment = experiment(Game.CATCH);

        var curve = experiment.run(new OnlineQLearning(experiment.game(), SEED), 1000, 50);

        assertThat(curve.last()).isGreaterThanOrEqualTo(experiment.trial().goal());
    }

    @Test
    void aSeedFixesWhatAgentsLearn() {
        for (int i = 0; i < 4; i++) {
            var first = learnt(i);
            var second = learnt(i);

            assertThat(first.params().get("mlp/~/linear_0", "w").toFloatArray())
                    .containsExactly(second.params().get("mlp/~/linear_0", "w").toFloatArray());
        }
    }

    private static QAgent learnt(int which) {
        var experiment = experiment(Game.CATCH);
        var agent = agents(experiment.game()).get(which);
        experiment.run(agent, 8, 8);
        return (QAgent) agent;
    }

    @Test
    void aSeedFixesWhatSeveralThreadsLearn() {
        var first = actorCritic();
        var second = actorCritic();

        actorCritic(first, 5);
        actorCritic(second, 5);

        assertThat(first.params().get("linear", "w").toFloatArray())
                .containsExactly(second.params().get("linear", "w").toFloatArray());
    }

    @Test
    void evaluationsAreRecordedAndDrawn(@TempDir Path folder) throws IOException {
        var file = folder.resolve("new/curve.png");

        var curve = actorCritic(actorCritic(), 12);
        curve.save(file, "actor-critic", "update");

        assertThat(curve.size()).isEqualTo(3);
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void replayForgetsTheOldestSteps() {
        var replay = new ReplayBuffer(3, new SplittableRandom(1));
        var step = new TimeStep(List.of(0f), 0, 1, false);
        for (int action = 0; action < 5; action++) {
            replay.add(new Transition.Seen(step, action, step));
        }

        var drawn = new ArrayList<Integer>();
        replay.sample(100).forEach(seen -> drawn.add(seen.action()));

        assertThat(replay.size()).isEqualTo(3);
        assertThat(drawn).hasSize(100).containsOnly(2, 3, 4);
    }

    @Test
    void explorationDecreasesToItsEnd() {
        var agent = new Dqn(new Catch(new SplittableRandom(1)), Dqn.Settings.CATCH, new SplittableRandom(1), SEED);

        assertThat(agent.epsilon(0)).isEqualTo(1);
        assertThat(agent.epsilon(500)).isCloseTo(0.505, within(1e-9));
        assertThat(agent.epsilon(5000)).isCloseTo(0.01, within(1e-9));
    }
}
