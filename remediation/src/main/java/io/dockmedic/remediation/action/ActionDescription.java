package io.dockmedic.remediation.action;

import java.util.List;
import java.util.Map;

/**
 * What an action says of itself.
 *
 * @param name        as rules write it
 * @param summary     one sentence
 * @param kind        its class
 * @param parameters  name to meaning
 * @param engineCalls what it asks of the engine, for a socket proxy's rules: {@code POST /containers/{id}/restart}
 * @param changes     it changes the container: intent, budgets and settling apply
 * @param needsVerify a step with it must state a proof
 */
public record ActionDescription(
        String name,
        String summary,
        ActionClass kind,
        Map<String, String> parameters,
        List<String> engineCalls,
        boolean changes,
        boolean needsVerify) {
    public ActionDescription {
        parameters = Map.copyOf(parameters);
        engineCalls = List.copyOf(engineCalls);
    }
}
