package io.dockmedic.rules.expression;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.Kind;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code event.field}. Most expressions are about one kind of event: where the field is in that is looked up once. */
final class OwnField implements Evaluation {
    /** Immutable, so that a thread that sees another's sees all of it. */
    private record Found(Kind<?> kind, Function<Event, Object> value) {
        /** The function itself looks whether it is given what it is for. */
        @SuppressWarnings("unchecked")
        static Found of(Kind<?> kind, Field<?> field) {
            return new Found(kind, (Function<Event, Object>) field.value());
        }
    }

    private final String name;
    private @Nullable Found last;

    OwnField(String name) {
        this.name = name;
    }

    @Override
    public Object of(Subject subject) throws ExpressionException {
        Found found = last;
        if (found == null || found.kind() != subject.kind()) {
            found = find(subject.kind());
            last = found;
        }
        Object value = found.value().apply(subject.event());
        if (value == null) {
            throw new ExpressionException(subject.kind().name() + " has no " + name);
        }
        return value;
    }

    private Found find(Kind<?> kind) throws ExpressionException {
        Field<?> field = kind.field(name);
        if (field == null) {
            throw new ExpressionException(kind.name() + " has no field " + name);
        }
        return Found.of(kind, field);
    }
}
