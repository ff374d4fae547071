package dev.haiku.examples.rl;

import java.util.List;

/**
 * What an environment answers.
 *
 * @param observation what is seen now
 * @param reward the reward of the action that led here; 0 at the beginning
 * @param discount 0 if nothing can follow, else 1
 * @param isLast whether the episode is over, be it that nothing can follow or that time is up
 */
record TimeStep(List<Float> observation, double reward, double discount, boolean isLast) {}
