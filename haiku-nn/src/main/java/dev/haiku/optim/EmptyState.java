package dev.haiku.optim;

/** The state of a transformation that has none. */
public record EmptyState() {}
