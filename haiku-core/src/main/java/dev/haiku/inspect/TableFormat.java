package dev.haiku.inspect;

/** How {@link Inspect#tabulate} draws its table. */
public enum TableFormat {
    /** With lines of {@code +}, {@code -} and {@code |} around all cells. */
    GRID,
    /** As a table of Markdown. */
    MARKDOWN,
    /** As an HTML element {@code table}. */
    HTML
}
