package dev.haiku;

/** The input of a transformed function that takes none; a tree without tensors. */
public enum NoInput {
    /** The only value. */
    NONE
}
