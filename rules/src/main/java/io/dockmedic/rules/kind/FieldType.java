package io.dockmedic.rules.kind;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;

/** The types a field of an event can have in an expression. */
public enum FieldType {
    TEXT(SimpleType.STRING, "string"), NUMBER(SimpleType.INT, "int"), FLAG(SimpleType.BOOL, "bool"), TIME(
            SimpleType.TIMESTAMP, "timestamp"), SPAN(SimpleType.DURATION,
                    "duration"), TEXTS(MapType.create(SimpleType.STRING, SimpleType.STRING), "map(string, string)");

    private final CelType cel;
    private final String word;

    FieldType(CelType cel, String word) {
        this.cel = cel;
        this.word = word;
    }

    /** As the compiler knows it. */
    public CelType cel() {
        return cel;
    }

    /** As documentation and messages write it. */
    public String word() {
        return word;
    }
}
