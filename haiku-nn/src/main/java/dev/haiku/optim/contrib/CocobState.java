package dev.haiku.optim.contrib;

/**
 * The state of {@link Contrib#scaleByCocob}.
 *
 * @param initParticles the first parameters, a tree like the parameters
 * @param cumulativeGradients the sum of negative gradients, a tree like the parameters
 * @param scale the largest gradients so far, a tree like the parameters
 * @param subgradients the sum of sizes of gradients, a tree like the parameters
 * @param reward what the bets have won, a tree like the parameters
 */
public record CocobState(
        Object initParticles, Object cumulativeGradients, Object scale, Object subgradients, Object reward) {}
