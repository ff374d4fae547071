package dev.haiku.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads the few literals of Python that the header of an {@code .npy} file consists of.
 *
 * <p>Dictionaries become maps, tuples and lists become lists, strings, booleans and integers what they are in Java.
 */
final class PythonLiteral {

    private static final int DEEPEST = 8;
    private static final int MOST_DIGITS = 18;

    private final String text;
    private final Supplier<CheckpointException> error;
    private int position;

    private PythonLiteral(String text, Supplier<CheckpointException> error) {
        this.text = text;
        this.error = error;
    }

    /**
     * {@return the value that a text stands for}
     *
     * @param error makes what is thrown if it stands for none
     */
    static Object parse(String text, Supplier<CheckpointException> error) {
        var literal = new PythonLiteral(text, error);
        var value = literal.value(0);
        literal.require(literal.next() == 0);
        return value;
    }

    private void require(boolean condition) {
        if (!condition) {
            throw error.get();
        }
    }

    /** {@return the next character that is no white space, 0 at the end} */
    private char next() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length() ? text.charAt(position) : 0;
    }

    private boolean accept(char wanted) {
        boolean there = next() == wanted;
        position += there ? 1 : 0;
        return there;
    }

    private Object value(int depth) {
        require(depth < DEEPEST);
        char first = next();
        if (first == '{') {
            return dictionary(depth);
        }
        if (first == '(' || first == '[') {
            return sequence(depth, first == '(' ? ')' : ']');
        }
        if (first == '\'' || first == '"') {
            return string();
        }
        return Character.isDigit(first) || first == '-' ? integer() : truth();
    }

    private Map<String, Object> dictionary(int depth) {
        Map<String, Object> entries = new LinkedHashMap<>();
        require(accept('{'));
        while (!accept('}')) {
            require(next() == '\'' || next() == '"');
            var key = string();
            require(accept(':'));
            require(entries.put(key, value(depth + 1)) == null);
            require(accept(',') || next() == '}');
        }
        return entries;
    }

    private List<Object> sequence(int depth, char end) {
        List<Object> values = new ArrayList<>();
        position++;
        while (!accept(end)) {
            values.add(value(depth + 1));
            require(accept(',') || next() == end);
        }
        return values;
    }

    /** Without escapes, which no header needs. */
    private String string() {
        int end = text.indexOf(text.charAt(position), position + 1);
        require(end > 0);
        var content = text.substring(position + 1, end);
        require(content.indexOf('\\') < 0);
        position = end + 1;
        return content;
    }

    /** Python 2 wrote an L behind long integers. */
    private Long integer() {
        int start = position;
        position += text.charAt(position) == '-' ? 1 : 0;
        int digits = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        require(position > digits && position - digits <= MOST_DIGITS);
        long number = Long.parseLong(text.substring(start, position));
        accept('L');
        return number;
    }

    private Boolean truth() {
        for (var word : List.of("True", "False")) {
            if (text.startsWith(word, position)) {
                position += word.length();
                return word.equals("True");
            }
        }
        throw error.get();
    }
}
