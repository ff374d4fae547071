/** Data for the examples: the bundled digits, MNIST's IDX files, splitting and batching. */
@NullMarked
package dev.haiku.examples.data;

import org.jspecify.annotations.NullMarked;
