package dev.haiku.examples.text;

import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * A text as numbers: each of its characters stands for its place in the sorted alphabet of the text.
 *
 * <p>The last tenth is held out.
 */
final class Corpus {

    private static final String RESOURCE = "tinyshakespeare.txt";
    private static final int HELD_OUT = 10;

    private final char[] alphabet;
    private final int[] characters;

    private Corpus(String text) {
        var sorted = new StringBuilder();
        text.chars().distinct().sorted().forEach(c -> sorted.append((char) c));
        this.alphabet = sorted.toString().toCharArray();
        this.characters = encode(text);
    }

    /** {@return a corpus of that text} */
    static Corpus of(String text) {
        return new Corpus(text);
    }

    /** {@return the bundled 1.1 million characters of Shakespeare's plays, which are in the public domain} */
    static Corpus shakespeare() throws IOException {
        try (var stream = Corpus.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IOException("The bundled text " + RESOURCE + " is missing from the class path.");
            }
            return of(new String(stream.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    /** {@return the number of different characters} */
    int vocabulary() {
        return alphabet.length;
    }

    /** {@return the number of characters to learn from} */
    int trainingLength() {
        return characters.length - characters.length / HELD_OUT;
    }

    /**
     * {@return the numbers of the characters of a text}
     *
     * @throws IllegalArgumentException if one does not occur in the corpus
     */
    int[] encode(String text) {
        return text.chars().map(this::place).toArray();
    }

    private int place(int character) {
        int place = Arrays.binarySearch(alphabet, (char) character);
        if (place < 0) {
            throw new IllegalArgumentException("The character '" + (char) character
                    + "' does not occur in the text that the model learns. Use others in the prompt.");
        }
        return place;
    }

    /** {@return the character of a number} */
    char decode(int character) {
        return alphabet[character];
    }

    /** {@return windows of the training part that start where {@code random} says} */
    Passages passages(Random random, int count, int length) {
        return passages(random, 0, trainingLength(), count, length);
    }

    /** {@return windows of the part that is held out, the same each time} */
    Passages heldOut(int count, int length) {
        return passages(new Random(0), trainingLength(), characters.length, count, length);
    }

    private Passages passages(Random random, int from, int to, int count, int length) {
        if (to - from <= length) {
            throw new IllegalArgumentException("A passage of " + length + " characters and the next does not fit into "
                    + (to - from) + ". Use a shorter context or a longer text.");
        }
        var inputs = new int[count * length];
        var targets = new int[count * length];
        for (int i = 0; i < count; i++) {
            int start = from + random.nextInt(to - from - length);
            System.arraycopy(characters, start, inputs, i * length, length);
            System.arraycopy(characters, start + 1, targets, i * length, length);
        }
        return new Passages(
                Tensor.of(inputs).reshape(count, length), Tensor.of(targets).reshape(count, length));
    }
}
