package io.dockmedic.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a test class whose tests or constructor take a {@link PrivateEngine}: all get the same one, shared by the whole
 * test run and closed at its end, so each uses container names of its own and never stops or freezes it. Tests that do
 * make one of their own with {@code new PrivateEngine()}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedEngine.class)
public @interface RealEngine {
    /** Which one; there is one of each edition that is asked for. */
    Edition value() default Edition.INSTALLED;
}
