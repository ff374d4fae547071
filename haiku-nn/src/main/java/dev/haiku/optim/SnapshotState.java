package dev.haiku.optim;

import java.util.Map;

/**
 * The state of {@link Optimizers#snapshot}.
 *
 * @param measurement what was measured in the last step, by name
 */
public record SnapshotState(Map<String, Object> measurement) {

    /** Copies the map. */
    public SnapshotState {
        measurement = NamedStates.copy(measurement);
    }
}
