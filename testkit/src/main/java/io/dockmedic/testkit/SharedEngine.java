package io.dockmedic.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one engine of the run; the root context closes it. */
final class SharedEngine implements ParameterResolver {
    private static final Namespace OURS = Namespace.create(SharedEngine.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PrivateEngine.class;
    }

    @Override
    public PrivateEngine resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(PrivateEngine.class, key -> new PrivateEngine(), PrivateEngine.class);
    }
}
