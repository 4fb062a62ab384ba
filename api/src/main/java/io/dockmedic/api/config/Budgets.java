package io.dockmedic.api.config;

/**
 * How often Dockmedic may act; an act counts against all three.
 *
 * @param service on one service
 * @param rule    because of one rule
 * @param host    on this host
 */
public record Budgets(Budget service, Budget rule, Budget host) {}
