/** What the examples' command lines have in common. */
@NullMarked
package dev.haiku.examples.command;

import org.jspecify.annotations.NullMarked;
