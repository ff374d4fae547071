package dev.haiku.examples.text;

import dev.haiku.examples.command.Commands;
import dev.haiku.nn.transformer.KeyValues;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a small GPT to write like Shakespeare, character by character; it decodes with a cache of keys and values. */
@Command(
        name = "char-gpt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a small GPT on Shakespeare's plays and prints what it writes.")
public final class CharGpt extends TextProgram<List<KeyValues>> {

    @Option(names = "--layers", defaultValue = "4", description = "Layers (${DEFAULT-VALUE}).")
    private int layers;

    @Option(names = "--size", defaultValue = "128", description = "Size of a vector (${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--heads",
            defaultValue = "4",
            description = "Heads of attention, an even number (${DEFAULT-VALUE}).")
    private int heads;

    /** Runs the program; it ends with 0 if all went well. */
    public static void main(String[] arguments) {
        System.exit(Commands.line(new CharGpt()).execute(arguments));
    }

    @Override
    TextModel<List<KeyValues>> model(int vocabulary) {
        return new GptModel(vocabulary, layers, size, heads);
    }
}
