package dev.haiku.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The header of a safetensors file.
 *
 * @param entries the tensors by name, in the order of the header
 * @param metadata what else is written there, by name
 */
record SafetensorsHeader(Map<String, SafetensorsEntry> entries, Map<String, String> metadata) {

    /** The name in the header under which the metadata stand. */
    static final String METADATA = "__metadata__";

    /** The longest header that the format allows. */
    static final int MOST_BYTES = 100_000_000;

    SafetensorsHeader {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Checks that the tensors lie one after the other in all bytes that follow the header.
     *
     * @param file the beginning of messages
     * @param dataLength how many bytes those are
     */
    void requireCovered(String file, long dataLength) {
        var inOrder = new ArrayList<>(entries.entrySet());
        inOrder.sort(Map.Entry.comparingByValue(
                Comparator.comparingLong(SafetensorsEntry::start).thenComparingLong(SafetensorsEntry::end)));
        long covered = 0;
        for (var named : inOrder) {
            var entry = named.getValue();
            var where = file + ": " + named.getKey();
            if (entry.end() < entry.start() || entry.end() > dataLength) {
                throw new CheckpointException(where + ": the tensor lies at [" + entry.start() + ", " + entry.end()
                        + "] of the " + dataLength + " bytes after the header. The file is cut off or damaged.");
            }
            if (entry.start() != covered) {
                throw new CheckpointException(where + ": the tensor begins at byte " + entry.start()
                        + ", but the tensors before it end at byte " + covered + ". The file is damaged.");
            }
            entry.requireLength(where);
            covered = entry.end();
        }
        if (covered != dataLength) {
            throw new CheckpointException(file + ": the tensors take " + covered + " bytes, but " + dataLength
                    + " bytes follow the header. The file is damaged.");
        }
    }
}
