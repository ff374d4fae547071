package dev.haiku;

/**
 * The two parts into which {@link Params#partition} and {@link State#partition} divide; a tree.
 *
 * @param matching the entries that were accepted
 * @param rest the others
 * @param <T> {@link Params} or {@link State}
 */
public record Partition<T>(T matching, T rest) {}
