package dev.haiku.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A name with placeholders.
 *
 * <p>To match, {@code {i}} stands for one or more characters other than {@code .} and {@code /}, and {@code {rest*}}
 * for one or more of any. To fill in, {@code {i}} stands for what matched, {@code {i+1}} and {@code {i-2}} for a number
 * near it, and {@code {_i}} for what Haiku appends to the name of the module number {@code i}: nothing to that of
 * number 0, {@code _1} to the next.
 */
final class NamePattern {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(_?)([a-z]\\w*)(\\*|[+-]\\d{1,6})?}");
    private static final int MOST_DIGITS = 9;

    private final String text;
    private final List<String> literals = new ArrayList<>();
    private final List<Placeholder> placeholders = new ArrayList<>();

    /**
     * A placeholder.
     *
     * @param isSuffix whether it is filled in as Haiku counts modules
     * @param name what is matched and filled in under this name
     * @param isAny whether it matches dots and slashes
     * @param shift what is added to the number that matched
     */
    private record Placeholder(boolean isSuffix, String name, boolean isAny, int shift) {

        boolean isPlain() {
            return !isSuffix && shift == 0;
        }

        String fill(String value, String pattern) {
            if (isPlain()) {
                return value;
            }
            if (value.length() > MOST_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new CheckpointException("The pattern '" + pattern + "' counts with {" + name + "}, but '" + value
                        + "' is no number. Use {" + name + "} as it is.");
            }
            int number = Integer.parseInt(value) + shift;
            if (!isSuffix) {
                return String.valueOf(number);
            }
            return number == 0 ? "" : "_" + number;
        }
    }

    NamePattern(String text) {
        this.text = text;
        var matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            literals.add(literal(text.substring(end, matcher.start())));
            var option = matcher.group(3) == null ? "" : matcher.group(3);
            boolean isAny = option.equals("*");
            int shift = isAny || option.isEmpty() ? 0 : Integer.parseInt(option);
            placeholders.add(new Placeholder(!matcher.group(1).isEmpty(), matcher.group(2), isAny, shift));
            end = matcher.end();
        }
        literals.add(literal(text.substring(end)));
    }

    private String literal(String part) {
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
            throw new IllegalArgumentException("The pattern '" + text + "' has a brace that belongs to no placeholder."
                    + " Placeholders are {i}, {rest*}, {i+1}, {i-1} and {_i}.");
        }
        return part;
    }

    /** {@return the names of the placeholders} */
    Set<String> names() {
        var names = new TreeSet<String>();
        placeholders.forEach(placeholder -> names.add(placeholder.name()));
        return names;
    }

    /** {@return how this matches names} */
    Matcher matcher() {
        var expression = new StringBuilder(Pattern.quote(literals.get(0)));
        var seen = new TreeSet<String>();
        for (int i = 0; i < placeholders.size(); i++) {
            var placeholder = placeholders.get(i);
            if (!placeholder.isPlain() || !seen.add(placeholder.name())) {
                throw new IllegalArgumentException("The pattern '" + text
                        + "' is to match names, so {" + placeholder.name()
                        + "} must stand there once, and without a count. Move the count to the other pattern.");
            }
            expression.append(placeholder.isAny() ? "(.+)" : "([^./]+)").append(Pattern.quote(literals.get(i + 1)));
        }
        var compiled = Pattern.compile(expression.toString(), Pattern.DOTALL);
        return name -> {
            var found = compiled.matcher(name);
            return found.matches() ? Optional.of(values(found)) : Optional.empty();
        };
    }

    private Map<String, String> values(java.util.regex.Matcher found) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < placeholders.size(); i++) {
            values.put(placeholders.get(i).name(), found.group(i + 1));
        }
        return values;
    }

    /** What placeholders stand for in names. */
    @FunctionalInterface
    interface Matcher {

        /** {@return what each placeholder stands for in a name, or nothing if the name is another one} */
        Optional<Map<String, String>> match(String name);
    }

    /** {@return the name in which placeholders, all of which have a value, are filled in} */
    String fill(Map<String, String> values) {
        var name = new StringBuilder(literals.get(0));
        for (int i = 0; i < placeholders.size(); i++) {
            var placeholder = placeholders.get(i);
            name.append(placeholder.fill(values.getOrDefault(placeholder.name(), ""), text))
                    .append(literals.get(i + 1));
        }
        return name.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
