package io.dockmedic.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one engine of the run, of the edition their class asks for; the root context closes it. */
final class SharedEngine implements ParameterResolver {
    private static final Namespace OURS = Namespace.create(SharedEngine.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PrivateEngine.class;
    }

    @Override
    public PrivateEngine resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Edition edition = context.getRequiredTestClass().getAnnotation(RealEngine.class).value();
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(edition, key -> new PrivateEngine(key), PrivateEngine.class);
    }
}
