package dev.haiku.examples.text;

import dev.haiku.examples.command.Commands;
import dev.haiku.nn.recurrent.LstmState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a recurrent network to write like Shakespeare, character by character. */
@Command(
        name = "char-lstm",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a long short-term memory on Shakespeare's plays and prints what it writes.")
public final class CharLstm extends TextProgram<LstmState> {

    private static final int EMBEDDING = 64;

    @Option(names = "--hidden", defaultValue = "256", description = "Units of the memory (${DEFAULT-VALUE}).")
    private int hidden;

    /** Runs the program; it ends with 0 if all went well. */
    public static void main(String[] arguments) {
        System.exit(Commands.line(new CharLstm()).execute(arguments));
    }

    @Override
    TextModel<LstmState> model(int vocabulary) {
        return new LstmModel(vocabulary, EMBEDDING, hidden);
    }
}
