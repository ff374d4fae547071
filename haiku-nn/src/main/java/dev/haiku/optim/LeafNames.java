package dev.haiku.optim;

/** The names of the tensors of a tree: the steps of their paths joined by {@code /}. */
final class LeafNames {

    /** What a {@link MirrorMark} adds to the paths below it; it is no part of names. */
    static final String MARK = "\0";

    private LeafNames() {}

    /** {@return such as {@code mlp/linear/w} for {@code ['mlp/linear'].w}} */
    static String name(String path) {
        var name = new StringBuilder();
        int at = path.startsWith(MARK) ? MARK.length() : 0;
        while (at < path.length()) {
            var closing = closing(path, at);
            int start = at + (closing.isEmpty() ? 1 : closing.length());
            int end = closing.isEmpty() ? endOfWord(path, start) : path.indexOf(closing, start);
            name.append(name.isEmpty() ? "" : "/").append(path, start, end);
            at = end + closing.length();
        }
        return name.toString();
    }

    /** {@return what ends the step that begins here: {@code ['w']}, {@code [0]} or {@code .w}} */
    private static String closing(String path, int at) {
        if (path.startsWith("['", at)) {
            return "']";
        }
        return path.charAt(at) == '[' ? "]" : "";
    }

    private static int endOfWord(String path, int start) {
        int end = start;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }
}
