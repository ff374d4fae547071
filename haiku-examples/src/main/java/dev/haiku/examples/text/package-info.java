/** Models that write text character by character: a recurrent one and a small GPT. */
@NullMarked
package dev.haiku.examples.text;

import org.jspecify.annotations.NullMarked;
