package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * A hyper-parameter with a memory of its own, such as a learning rate that shrinks when the loss does not; for {@link
 * Optimizers#injectHyperparams}.
 *
 * @param <S> the memory, a tree
 */
public interface StatefulSchedule<S> {

    /** {@return the memory before the first step} */
    S init();

    /** {@return the value at this step, a scalar} */
    Tensor value(S state, UpdateContext context);

    /** {@return the memory for the next step} */
    S update(S state, UpdateContext context);

    /** {@return a schedule as one whose memory is the number of steps} */
    static StatefulSchedule<ScheduleState> of(Schedule schedule) {
        return new StatefulSchedule<>() {
            @Override
            public ScheduleState init() {
                return new ScheduleState(Tensor.scalar(0));
            }

            @Override
            public Tensor value(ScheduleState state, UpdateContext context) {
                return schedule.at(state.count());
            }

            @Override
            public ScheduleState update(ScheduleState state, UpdateContext context) {
                return new ScheduleState(Optimizers.safeIncrement(state.count()));
            }
        };
    }
}
