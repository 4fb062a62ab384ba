package io.dockmedic.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that waits for something without saying how long waits for up to a minute: it ends as soon as the thing is there, and a
 * busy machine is no reason to fail. Found by JUnit in every module that has this on its path.
 */
public final class Patience implements BeforeAllCallback {
    private static final Duration MOST = Duration.ofMinutes(1);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(MOST);
    }
}
