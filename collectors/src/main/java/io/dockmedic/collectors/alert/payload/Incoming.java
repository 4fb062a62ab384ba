package io.dockmedic.collectors.alert.payload;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that others tell. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "form", defaultImpl = Reported.class)
@JsonSubTypes({@JsonSubTypes.Type(value = Reported.class, name = "alert"),
        @JsonSubTypes.Type(value = Occurrence.class, name = "cloudevent")})
public sealed interface Incoming permits Reported, Occurrence {
    /** What it is of: with {@link #occasion} it tells one from all others. */
    String thing();

    /** Which time of it: the same again is a repetition. */
    String occasion();

    /** Whether it says that what began with the same thing and occasion has ended. */
    boolean end();

    /** Whether it tells of what we do ourselves: to answer it would be to answer ourselves. */
    boolean ours();
}
