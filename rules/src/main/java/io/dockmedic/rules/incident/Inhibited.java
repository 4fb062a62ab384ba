package io.dockmedic.rules.incident;

/**
 * An incident that is not acted on because another one fires.
 *
 * @param incident the other one's id
 * @param rule     the other one's rule
 */
public record Inhibited(String incident, String rule) {}
