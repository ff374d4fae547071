package dev.haiku.optim;

import java.util.List;
import java.util.Map;

/**
 * The state of {@link Optimizers#monitor}.
 *
 * @param measurements what was measured in the last step, by name; zeros before the first one
 * @param measureStates the memories of the measurements, by name
 */
public record MonitorState(Map<String, Object> measurements, Map<String, Object> measureStates)
        implements CompositeState<MonitorState> {

    /** Copies the maps. */
    public MonitorState {
        measurements = NamedStates.copy(measurements);
        measureStates = NamedStates.copy(measureStates);
    }

    /**
     * {@return what was measured in the last step}
     *
     * @throws IllegalArgumentException if there is no measurement of that name
     */
    public Object get(String name) {
        return NamedStates.get(measurements, "measurement", name);
    }

    @Override
    public List<?> members() {
        return List.copyOf(measureStates.values());
    }

    @Override
    public MonitorState withMembers(List<?> members) {
        return new MonitorState(measurements, NamedStates.with(measureStates, members));
    }
}
