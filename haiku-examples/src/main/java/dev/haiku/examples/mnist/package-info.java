/** The article's model: a multi-layer perceptron that reads handwritten digits. */
@NullMarked
package dev.haiku.examples.mnist;

import org.jspecify.annotations.NullMarked;
