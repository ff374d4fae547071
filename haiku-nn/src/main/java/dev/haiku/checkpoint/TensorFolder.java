package dev.haiku.checkpoint;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The part of a source whose names have a common beginning; {@code fullNames} leads from the short names to the
 * source's.
 */
record TensorFolder(TensorSource source, String folder, Map<String, String> fullNames) implements TensorSource {

    static TensorFolder of(TensorSource source, String folder) {
        var beginning = folder + "/";
        var fullNames = new LinkedHashMap<String, String>();
        for (var name : source.names()) {
            if (name.startsWith(beginning)) {
                fullNames.put(name.substring(beginning.length()), name);
            }
        }
        return new TensorFolder(source, folder, Collections.unmodifiableMap(fullNames));
    }

    private String fullName(String name) {
        return Names.get(fullNames, name, "Under '" + folder + "'");
    }

    @Override
    public Set<String> names() {
        return fullNames.keySet();
    }

    @Override
    public TensorType type(String name) {
        return source.type(fullName(name));
    }

    @Override
    public HostArray read(String name) {
        return source.read(fullName(name));
    }

    @Override
    public void close() {
        source.close();
    }
}
