package io.dockmedic.rules.expression;

import dev.cel.common.values.SelectableValue;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event with the fields that its kind shows to expressions. */
record EventView(Kind<?> kind, Event event) implements SelectableValue<String> {
    @Override
    public Object select(String field) {
        return find(field).orElseThrow(() -> new IllegalArgumentException(kind.name() + " has no field " + field));
    }

    @Override
    public Optional<Object> find(String field) {
        @Nullable
        Object value = kind.read(event, field);
        return Optional.ofNullable(value);
    }
}
