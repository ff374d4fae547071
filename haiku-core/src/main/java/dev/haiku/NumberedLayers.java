package dev.haiku;

import java.util.Optional;
import java.util.regex.Pattern;

/** Layers that a number in the path of their modules tells apart. */
final class NumberedLayers implements LayerStackTransparency {

    private final String prefix;
    private final int number;
    private final Pattern numbered;

    NumberedLayers(String prefix, int number) {
        this.prefix = prefix;
        this.number = number;
        this.numbered = Pattern.compile("(^|.*?/)" + Pattern.quote(prefix) + "(0|[1-9][0-9]{0,8})(/.*|$)");
    }

    @Override
    public String flat(Position position) {
        return at(position.module(), position.index())
                .orElseThrow(() -> new IllegalArgumentException("The layer stack numbers its layers by '" + prefix
                        + "' and a number, but its module '" + position.module() + "' has none. "
                        + "Name it or a module around it '" + prefix + number + "'."));
    }

    @Override
    public Optional<Position> stacked(String flat) {
        var match = numbered.matcher(flat);
        return match.matches()
                ? at(flat, number).map(module -> new Position(module, Integer.parseInt(match.group(2))))
                : Optional.empty();
    }

    private Optional<String> at(String path, int index) {
        var match = numbered.matcher(path);
        return match.matches() ? Optional.of(match.group(1) + prefix + index + match.group(3)) : Optional.empty();
    }
}
