package dev.haiku.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test method, or all of a class, inside {@code Haiku.transformWithState}: first as {@code init}, then as {@code apply} with
 * the parameters and the state from there; Haiku's {@code testing.transform_and_run}.
 *
 * <pre>{@code
 * @Test
 * @TransformAndRun
 * void keepsTheShape() {
 *     var y = new Linear(10).apply(Ops.ones(2, 3));
 *     assertThat(y).hasShape(2, 10);
 * }
 * }</pre>
 *
 * <p>So the method runs twice, with the same instance of the test class; {@code Haiku.runningInit()} tells which run it is.
 * Works with {@code @Test}, {@code @ParameterizedTest} and {@code @RepeatedTest}. For a function with a result, see {@link
 * TransformedRun}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendWith(TransformAndRunExtension.class)
public @interface TransformAndRun {

    /** {@return the seed of the key for {@code init}; {@code apply} gets that of the next seed} */
    long seed() default 42;

    /** {@return whether {@code init} and {@code apply} get keys} */
    boolean withKey() default true;

    /** {@return whether the method also runs as {@code apply}} */
    boolean runApply() default true;

    /** {@return whether both runs are staged, so that tensors have types but no numbers} */
    boolean jit() default false;
}
