package dev.haiku.internal.staging;

/** Says that functions run as they are instead of being staged. */
final class WithoutJit extends Passing {}
