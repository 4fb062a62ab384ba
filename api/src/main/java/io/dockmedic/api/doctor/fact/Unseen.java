package io.dockmedic.api.doctor.fact;

/**
 * A container that the engine has and cannot look into.
 *
 * @param name its name, or its id
 * @param why  what came of asking
 */
public record Unseen(String name, String why) {}
