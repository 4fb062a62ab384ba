package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the facts that events carry, from inspect or, where the container is gone already, from a message. */
public final class Facts {
    private static final Redactor REDACTOR = new Redactor();

    private Facts() {}

    /** Those of a container that was looked at. */
    public static Container of(ContainerState state) {
        return new Container(
                state.id(),
                state.name(),
                state.image(),
                withoutSecrets(state.labels()),
                Service.of(state.name(), state.labels()),
                state.autoRemove() || Service.oneOff(state.labels()));
    }

    /** Labels go with every event, into journal and escalations: a basic auth line or an API key does not. */
    private static Map<String, String> withoutSecrets(Map<String, String> labels) {
        Map<String, String> shown = new LinkedHashMap<>(labels);
        shown.replaceAll((name, value) -> REDACTOR.line(name + "=" + value).contains(Redactor.REDACTED)
                ? Redactor.REDACTED
                : value);
        return shown;
    }

    /** Only {@code name} and {@code image} of a message's attributes are the engine's own word. */
    static Container of(String id, Map<String, String> attributes) {
        String name = attributes.getOrDefault("name", id);
        return new Container(
                id, name, attributes.getOrDefault("image", ""), Map.of(), Service.of(name, attributes),
                Service.oneOff(attributes));
    }
}
