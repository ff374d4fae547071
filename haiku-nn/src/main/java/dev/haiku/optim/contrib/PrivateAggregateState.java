package dev.haiku.optim.contrib;

import dev.haiku.random.Key;

/**
 * The state of {@link Contrib#differentiallyPrivateAggregate}.
 *
 * @param rngKey where the noise of the next step comes from
 */
public record PrivateAggregateState(Key rngKey) {}
