package io.dockmedic.rules.state;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.dockmedic.rules.engine.Evidence;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.KeyState.Clearing;
import io.dockmedic.rules.incident.Incident;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a key, as it is written down. The incident has a row of its own, and its evidence is there.
 *
 * @param operator in the form of the rule's operator
 * @param evidence null when there is an incident
 * @param incident its id
 * @param clearing null for none; one is written as itself, as versions did that knew of one only
 */
record StoredKey(
        @Nullable JsonNode operator,
        @Nullable Evidence evidence,
        @Nullable String incident,
        @JsonFormat(with = {
                JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED}) @Nullable List<Clearing> clearing,
        @Nullable Instant lastFault,
        @Nullable Instant cleared,
        @Nullable Instant forget){
    static StoredKey of(KeyState state) {
        Object operator = state.operator();
        Incident incident = state.incident();
        return new StoredKey(
                operator == null ? null : new POJONode(operator), incident == null ? state.evidence() : null,
                incident == null ? null : incident.id(), state.clearing().isEmpty() ? null : state.clearing(),
                state.lastFault(), state.cleared(),
                state.forget());
    }

    /** @param found the incident of this id; null when it was lost or there is none */
    KeyState state(@Nullable Object operatorState, @Nullable Incident found) {
        Evidence kept = evidence != null ? evidence : new Evidence(List.of(), 0);
        return new KeyState(
                operatorState, found == null ? kept : new Evidence(found.evidence(), found.count()), found,
                clearing == null ? List.of() : clearing,
                lastFault, cleared, forget);
    }
}
