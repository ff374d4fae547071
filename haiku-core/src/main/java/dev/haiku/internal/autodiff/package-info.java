/**
 * Differentiation: forward mode, linearisation and transposition.
 *
 * <p>One rule per primitive, in tables. {@code JvpRules} says how a tangent passes a primitive; every rule is linear
 * in the tangents. So reverse mode needs no rules of its own: {@code Autodiff.linearize} runs a function on pairs of
 * primal and tangent, computes the primals at once (under the interpreter that was current) and records what touches
 * a tangent ({@code LinearRecorder}) as a {@code LinearMap}, whose residuals are ordinary tensors. {@code Backward}
 * walks it from the end with {@code TransposeRules}, of which only linear primitives have one.
 *
 * <p>A zero tangent is absent, never a tensor of zeros. Each call of a transformation makes its own interpreter and
 * owns tracers by identity, so derivatives of derivatives never mix. Rules run under the interpreter below, so they
 * are differentiated, staged and batched in turn. Calls of staged programs are derived as programs, which
 * {@code DerivedPrograms} remembers.
 *
 * <p>Imports {@code tensor}, {@code internal.staging} and {@code internal.exec}; imported by {@code func}.
 */
@NullMarked
package dev.haiku.internal.autodiff;

import org.jspecify.annotations.NullMarked;
