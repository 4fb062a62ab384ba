package io.dockmedic.rules.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import java.util.Optional;

/** Tells the compiler what {@code event} is: a struct with exactly the fields a rule may use. */
@Immutable
final class FieldTypes implements CelTypeProvider {
    static final String NAME = "dockmedic.Event";

    private final StructType event;

    FieldTypes(ImmutableMap<String, CelType> fields) {
        this.event = StructType.create(NAME, fields.keySet(), name -> Optional.ofNullable(fields.get(name)));
    }

    CelType event() {
        return event;
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableSet.of(event);
    }

    @Override
    public Optional<CelType> findType(String typeName) {
        return NAME.equals(typeName) ? Optional.of(event) : Optional.empty();
    }
}
