package dev.haiku.examples.rl;

/** Something that learns by playing. */
interface Agent {

    /** {@return an action that may try what is new} */
    int explore(TimeStep now);

    /** Learns from what an action led to. */
    void observe(TimeStep before, int action, TimeStep after);

    /** {@return the action that seems best} */
    int exploit(TimeStep now);
}
