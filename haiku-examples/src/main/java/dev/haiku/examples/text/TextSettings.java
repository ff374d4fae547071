package dev.haiku.examples.text;

import dev.haiku.examples.command.Commands;

/**
 * How a model of text is trained and how it writes.
 *
 * @param batchSize how many passages a step learns from
 * @param context the number of characters of a passage
 * @param learningRate the size of a step
 * @param temperature what scores are divided by before a character is drawn; small numbers make the text predictable
 * @param seed fixes the result
 */
record TextSettings(int batchSize, int context, double learningRate, double temperature, long seed) {

    /** Checks the numbers. */
    TextSettings {
        Commands.requirePositive("--batch-size", batchSize);
        Commands.requirePositive("--context", context);
        requirePositive("--learning-rate", learningRate);
        requirePositive("--temperature", temperature);
    }

    private static void requirePositive(String option, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(option + " needs a number > 0, but got " + value + ".");
        }
    }
}
