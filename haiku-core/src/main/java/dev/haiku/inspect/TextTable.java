package dev.haiku.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws tables of text, whose cells may have several lines. */
final class TextTable {

    private final List<Column> columns;
    private final List<List<String>> rows;

    TextTable(List<Column> columns, List<List<String>> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    String draw(TableFormat format) {
        return switch (format) {
            case GRID -> grid();
            case MARKDOWN -> markdown();
            case HTML -> html();
        };
    }

    private String grid() {
        var widths = widths();
        var lines = new ArrayList<String>();
        lines.add(rule(widths, "-"));
        lines.addAll(cells(headers(), widths));
        lines.add(rule(widths, "="));
        for (var row : rows) {
            lines.addAll(cells(row, widths));
            lines.add(rule(widths, "-"));
        }
        return String.join("\n", lines);
    }

    private List<String> headers() {
        return columns.stream().map(Column::header).toList();
    }

    private List<Integer> widths() {
        return IntStream.range(0, columns.size())
                .map(i -> Math.max(
                        columns.get(i).header().length(),
                        rows.stream()
                                .flatMap(row -> row.get(i).lines())
                                .mapToInt(String::length)
                                .max()
                                .orElse(0)))
                .boxed()
                .toList();
    }

    private static String rule(List<Integer> widths, String line) {
        return widths.stream().map(width -> line.repeat(width + 2)).collect(Collectors.joining("+", "+", "+"));
    }

    /** {@return the lines of one row} */
    private List<String> cells(List<String> row, List<Integer> widths) {
        int height =
                (int) row.stream().mapToLong(cell -> cell.lines().count()).max().orElse(1);
        var lines = new ArrayList<String>();
        for (int i = 0; i < Math.max(1, height); i++) {
            int line = i;
            lines.add(IntStream.range(0, columns.size())
                    .mapToObj(column -> " "
                            + padded(
                                    row.get(column)
                                            .lines()
                                            .skip(line)
                                            .findFirst()
                                            .orElse(""),
                                    column,
                                    widths) + " ")
                    .collect(Collectors.joining("|", "|", "|")));
        }
        return lines;
    }

    private String padded(String text, int column, List<Integer> widths) {
        var space = " ".repeat(widths.get(column) - text.length());
        return columns.get(column).isNumber() ? space + text : text + space;
    }

    private String markdown() {
        var lines = new ArrayList<String>();
        lines.add(markdownRow(headers()));
        lines.add(markdownRow(columns.stream()
                .map(column -> column.isNumber() ? "--:" : "---")
                .toList()));
        rows.forEach(row ->
                lines.add(markdownRow(row.stream().map(TextTable::markdownCell).toList())));
        return String.join("\n", lines);
    }

    private static String markdownRow(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String markdownCell(String text) {
        return text.replace("|", "\\|").replace("\n", "<br>");
    }

    private String html() {
        var head = columns.stream()
                .map(column -> "<th>" + Html.escaped(column.header()) + "</th>")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
        var body = rows.stream().map(this::htmlRow).collect(Collectors.joining("\n"));
        return "<table>\n<thead>" + head + "</thead>\n<tbody>\n" + body + "\n</tbody>\n</table>";
    }

    private String htmlRow(List<String> row) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> (columns.get(i).isNumber() ? "<td style=\"text-align: right\">" : "<td>")
                        + Html.escaped(row.get(i)).replace("\n", "<br>") + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }
}
