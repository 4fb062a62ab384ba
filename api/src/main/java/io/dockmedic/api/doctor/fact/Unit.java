package io.dockmedic.api.doctor.fact;

/**
 * A unit of systemd that starts containers.
 *
 * @param name    {@code web.service}
 * @param restart its {@code Restart=}; empty for none
 * @param does    the program and its first words: {@code docker compose up}
 */
public record Unit(String name, String restart, String does) {}
