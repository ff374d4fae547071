/**
 * Rewrites of programs that keep their meaning: inlining, common subexpressions, local rules, dead code.
 *
 * <p>Imports only {@code ir} and {@code array}, so that whoever compiles a program can simplify it first. A new local rule goes
 * into {@code LocalRules}; it sees one equation and the definitions of its operands.
 */
@NullMarked
package dev.haiku.internal.simplify;

import org.jspecify.annotations.NullMarked;
