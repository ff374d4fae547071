package dev.haiku.examples.rl;

import dev.haiku.examples.command.Commands;
import dev.haiku.examples.rl.Environment.Game;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets an agent learn a game, prints how well it plays, and draws its learning curve. */
@Command(
        name = "rl",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lets an agent learn Catch or CartPole until it masters the game.")
public final class ReinforcementLearning implements Callable<Integer> {

    /** The ways to learn. */
    enum Algorithm {
        /** {@link OnlineQLearning}. */
        Q_LEARNING(1000, 50),
        /** {@link OnlineQLambda}. */
        Q_LAMBDA(1000, 50),
        /** {@link Dqn}. */
        DQN(1000, 20),
        /** {@link PopArtQLearning}. */
        POP_ART(2000, 50),
        /** {@link ActorCritic}; it counts updates. */
        ACTOR_CRITIC(5000, 50);

        private final int length;
        private final int every;

        Algorithm(int length, int every) {
            this.length = length;
            this.every = every;
        }
    }

    private static final int EVALUATION_EPISODES = 20;

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = "dqn",
            paramLabel = "ALGORITHM",
            description = "q-learning, q-lambda, dqn, pop-art or actor-critic (${DEFAULT-VALUE}).")
    private String algorithm = "dqn";

    @Option(names = "--game", defaultValue = "catch", description = "catch or cart-pole (${DEFAULT-VALUE}).")
    private String game = "catch";

    @Option(
            names = "--length",
            description = "Episodes, or updates of actor-critic, after which to give up; each algorithm has its own.")
    private @Nullable Integer length;

    @Option(names = "--actors", defaultValue = "4", description = "Threads of actor-critic (${DEFAULT-VALUE}).")
    private int actors;

    @Option(names = "--seed", defaultValue = "42", description = "Fixes the result exactly (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--curve",
            paramLabel = "FILE",
            description = "Where the learning curve is drawn (target/rl-ALGORITHM-GAME.png).")
    private @Nullable Path curve;

    /** Runs the program; it ends with 0 if the game was mastered. */
    public static void main(String[] arguments) {
        System.exit(Commands.line(new ReinforcementLearning()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var chosen = chosen("ALGORITHM", algorithm, Algorithm.values());
        var environment = chosen("--game", game, Game.values());
        int limit = length == null ? chosen.length : length;
        Commands.requirePositive("--length", limit);
        Commands.requirePositive("--actors", actors);
        PrintStream out = System.out;
        long start = System.nanoTime();
        var random = new SplittableRandom(seed);
        var experiment = new Experiment(
                environment.create(random.split()), environment.create(random.split()), EVALUATION_EPISODES, out);
        var learnt = learn(chosen, environment, experiment, random, limit);
        boolean isMastered = learnt.last() >= experiment.trial().goal();
        var file = curve == null ? Path.of("target", "rl-" + algorithm + "-" + game + ".png") : curve;
        var unit = chosen == Algorithm.ACTOR_CRITIC ? "update" : "episode";
        learnt.save(file, algorithm + " on " + game, unit);
        out.printf("%nmean return    %.2f, %s%n", learnt.last(), isMastered ? "mastered" : "not yet mastered");
        out.printf("time           %.1f s%n", (System.nanoTime() - start) * 1e-9);
        out.printf("learning curve %s%n", file.toAbsolutePath());
        return isMastered ? 0 : 2;
    }

    private LearningCurve learn(
            Algorithm chosen, Game environment, Experiment experiment, SplittableRandom random, int limit) {
        if (chosen == Algorithm.ACTOR_CRITIC) {
            var games = Stream.generate(() -> environment.create(random.split()))
                    .limit(actors)
                    .toList();
            return new ActorCritic(games, seed).run(experiment, limit, chosen.every);
        }
        return experiment.run(agent(chosen, environment, experiment.game(), random.split()), limit, chosen.every);
    }

    private Agent agent(Algorithm chosen, Game environment, Environment like, RandomGenerator random) {
        return switch (chosen) {
            case Q_LEARNING -> new OnlineQLearning(like, seed);
            case Q_LAMBDA -> new OnlineQLambda(like, seed);
            case POP_ART -> new PopArtQLearning(like, seed);
            default -> new Dqn(like, Dqn.Settings.of(environment), random, seed);
        };
    }

    private static <T extends Enum<T>> T chosen(String option, String text, T[] values) {
        var names = List.of(values).stream()
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        if (!names.contains(text)) {
            throw new IllegalArgumentException(
                    option + " needs one of " + String.join(", ", names) + ", but got '" + text + "'.");
        }
        return values[names.indexOf(text)];
    }
}
