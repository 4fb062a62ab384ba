package io.dockmedic.testkit.matrix;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a test class with an {@link io.dockmedic.testkit.Engine} in a field, or on a test of it: what comes of it is written into
 * {@code target/matrix}, in the row and the column that are named here. A subclass says its own. A test fails when its
 * engine is not the one that is named.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface InMatrix {
    /** What is shown, for people: the row. */
    String value();

    /** On which engine it is shown. */
    Column on();

    /** In which way it is otherwise there, in Markdown as the README has it; empty where it is as elsewhere. */
    String but() default "";
}
