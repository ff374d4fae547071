package dev.haiku.examples.rl;

import java.util.random.RandomGenerator;

/** A game for one player, in episodes. */
interface Environment {

    /** {@return how many numbers an observation has} */
    int observationSize();

    /** {@return how many actions there are} */
    int actions();

    /** {@return the mean return of an episode from which on the game counts as mastered} */
    double goal();

    /** {@return the beginning of a new episode} */
    TimeStep reset();

    /** {@return what an action leads to; after the last step of an episode, {@link #reset} comes first} */
    TimeStep step(int action);

    /** The games there are. */
    enum Game {
        /** {@link Catch}. */
        CATCH {
            @Override
            Environment create(RandomGenerator random) {
                return new Catch(random);
            }
        },
        /** {@link CartPole}. */
        CART_POLE {
            @Override
            Environment create(RandomGenerator random) {
                return new CartPole(random);
            }
        };

        /** {@return a new game, which draws from a generator of its own} */
        abstract Environment create(RandomGenerator random);
    }
}
