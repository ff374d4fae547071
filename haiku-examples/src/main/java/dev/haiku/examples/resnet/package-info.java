/** A residual network that reads handwritten digits. */
@NullMarked
package dev.haiku.examples.resnet;

import org.jspecify.annotations.NullMarked;
