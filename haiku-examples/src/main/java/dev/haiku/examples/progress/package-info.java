/** What shows how far a program is. */
@NullMarked
package dev.haiku.examples.progress;

import org.jspecify.annotations.NullMarked;
