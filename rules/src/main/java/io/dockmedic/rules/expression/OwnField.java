package io.dockmedic.rules.expression;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.Kind;
import org.jspecify.annotations.Nullable;

/** {@code event.field}. Most expressions are about one kind of event: where the field is in that is looked up once. */
final class OwnField implements Evaluation {
    /** Immutable, so that a thread that sees another's sees all of it. */
    private record Found<E extends Event>(Kind<E> kind, Field<? super E> field) {
        @Nullable
        Object read(Event event) {
            return field.value().apply(kind.type().cast(event));
        }
    }

    private final String name;
    private @Nullable Found<?> last;

    OwnField(String name) {
        this.name = name;
    }

    @Override
    public Object of(Subject subject) throws ExpressionException {
        Found<?> found = last;
        if (found == null || found.kind() != subject.kind()) {
            found = find(subject.kind());
            last = found;
        }
        Object value = found.read(subject.event());
        if (value == null) {
            throw new ExpressionException(subject.kind().name() + " has no " + name);
        }
        return value;
    }

    private <E extends Event> Found<E> find(Kind<E> kind) throws ExpressionException {
        Field<? super E> field = kind.field(name);
        if (field == null) {
            throw new ExpressionException(kind.name() + " has no field " + name);
        }
        return new Found<>(kind, field);
    }
}
