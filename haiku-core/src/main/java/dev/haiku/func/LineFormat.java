package dev.haiku.func;

import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A line of text with places for tensors. */
final class LineFormat {

    private static final String PLACE = "{}";

    private final List<String> parts;

    /** Takes a line apart, which must have so many places. */
    LineFormat(String format, int tensors) {
        this.parts = parts(format);
        int places = parts.size() - 1;
        if (places != tensors) {
            throw new IllegalArgumentException("Debug.print has " + places + " places {} in '" + format + "', but got "
                    + tensors + " tensors. Give one for each place.");
        }
    }

    private static List<String> parts(String format) {
        var parts = new ArrayList<String>();
        int start = 0;
        for (int place = format.indexOf(PLACE); place >= 0; place = format.indexOf(PLACE, start)) {
            parts.add(format.substring(start, place));
            start = place + PLACE.length();
        }
        parts.add(format.substring(start));
        return List.copyOf(parts);
    }

    /** {@return the line with the numbers of those tensors} */
    String with(List<Tensor> tensors) {
        var line = new StringBuilder(parts.get(0));
        for (int i = 0; i < tensors.size(); i++) {
            line.append(tensors.get(i).toHost()).append(parts.get(i + 1));
        }
        return line.toString();
    }
}
