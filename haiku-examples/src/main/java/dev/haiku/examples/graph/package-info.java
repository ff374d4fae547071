/** Draws models as pictures: a graph of their operations, laid out by the Eclipse Layout Kernel. */
@NullMarked
package dev.haiku.examples.graph;

import org.jspecify.annotations.NullMarked;
