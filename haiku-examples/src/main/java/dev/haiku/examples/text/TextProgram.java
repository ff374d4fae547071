package dev.haiku.examples.text;

import dev.haiku.examples.command.Commands;
import dev.haiku.examples.progress.Bars;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/**
 * What the programs of this package have in common: their options, and training with samples now and then.
 *
 * @param <S> the memory of the model
 */
abstract class TextProgram<S> implements Callable<Integer> {

    @Option(names = "--steps", defaultValue = "2000", description = "Steps of training (${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--sample-every", defaultValue = "500", description = "Steps between samples (${DEFAULT-VALUE}).")
    private int sampleEvery;

    @Option(names = "--batch-size", defaultValue = "32", description = "Passages in a step (${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--context", defaultValue = "64", description = "Characters in a passage (${DEFAULT-VALUE}).")
    private int context;

    @Option(names = "--learning-rate", defaultValue = "0.002", description = "Size of a step (${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--temperature", defaultValue = "0.8", description = "Boldness of the samples (${DEFAULT-VALUE}).")
    private double temperature;

    @Option(
            names = "--prompt",
            defaultValue = "ROMEO:",
            description = "What the samples begin with (${DEFAULT-VALUE}).")
    private String prompt = "";

    @Option(names = "--length", defaultValue = "300", description = "Characters in a sample (${DEFAULT-VALUE}).")
    private int length;

    @Option(names = "--seed", defaultValue = "42", description = "Fixes the result exactly (${DEFAULT-VALUE}).")
    private long seed;

    /** {@return a model for that many characters, made inside a transformed function} */
    abstract TextModel<S> model(int vocabulary);

    @Override
    public Integer call() throws IOException {
        Commands.requirePositive("--steps", steps);
        Commands.requirePositive("--sample-every", sampleEvery);
        Commands.requirePositive("--length", length);
        var settings = new TextSettings(batchSize, context, learningRate, temperature, seed);
        var corpus = Corpus.shakespeare();
        if (corpus.encode(prompt).length == 0) {
            throw new IllegalArgumentException("--prompt needs at least one character.");
        }
        var training = new TextTraining<>(() -> model(corpus.vocabulary()), corpus, settings);
        PrintStream out = System.out;
        out.printf(
                "%,d characters to learn from, %d of them different%n", corpus.trainingLength(), corpus.vocabulary());
        out.println(training.params());
        for (int done = 0; done < steps; done += sampleEvery) {
            train(training, Math.min(sampleEvery, steps - done));
            out.printf("%nheld-out loss %.3f nats a character%n%n", training.heldOutLoss());
            out.printf("%s%n%n", training.write(prompt, length, seed + done));
        }
        return 0;
    }

    private static void train(TextTraining<?> training, int steps) {
        try (var bar = Bars.training(steps)) {
            for (int i = 0; i < steps; i++) {
                bar.setExtraMessage(String.format(" loss %.4f", training.step()));
                bar.step();
            }
        }
    }
}
