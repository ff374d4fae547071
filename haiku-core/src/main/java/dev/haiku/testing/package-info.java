/**
 * A kit for JUnit 5 and AssertJ to test models, layers and functions of tensors: {@link dev.haiku.testing.TransformAndRun} runs
 * a test method inside {@code Haiku.transform}, {@link dev.haiku.testing.HaikuAssertions} compares tensors, parameters, gradients
 * and compiled functions.
 *
 * <p>At the very top: may use everything public. Nothing uses it. Who uses it has JUnit and AssertJ on the class path; Haiku does
 * not bring them along.
 */
@NullMarked
package dev.haiku.testing;

import org.jspecify.annotations.NullMarked;
