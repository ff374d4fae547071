package dev.haiku.inspect;

import java.util.List;

/**
 * Settings of {@link Inspect#tabulate}.
 *
 * @param columns the columns, from left to right
 * @param onlyWithOutput whether to leave out calls whose result has nothing in it
 * @param onlyWithParams whether to leave out calls of modules without parameters
 * @param format how the table is drawn
 */
public record TabulateOptions(
        List<Column> columns, boolean onlyWithOutput, boolean onlyWithParams, TableFormat format) {

    static final TabulateOptions DEFAULTS =
            new TabulateOptions(List.of(Column.values()), true, false, TableFormat.GRID);

    /** Checks that there are columns. */
    public TabulateOptions {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("A table needs at least one column, but got none.");
        }
    }

    /** {@return these with other columns} */
    public TabulateOptions columns(Column... newColumns) {
        return new TabulateOptions(List.of(newColumns), onlyWithOutput, onlyWithParams, format);
    }

    /** {@return these, leaving out calls without output or not} */
    public TabulateOptions onlyWithOutput(boolean only) {
        return new TabulateOptions(columns, only, onlyWithParams, format);
    }

    /** {@return these, leaving out calls of modules without parameters or not} */
    public TabulateOptions onlyWithParams(boolean only) {
        return new TabulateOptions(columns, onlyWithOutput, only, format);
    }

    /** {@return these with another format} */
    public TabulateOptions format(TableFormat newFormat) {
        return new TabulateOptions(columns, onlyWithOutput, onlyWithParams, newFormat);
    }

    boolean shows(MethodInvocation invocation) {
        return !(onlyWithOutput && Specs.isEmpty(invocation.output()))
                && !(onlyWithParams && invocation.module().params().isEmpty());
    }
}
