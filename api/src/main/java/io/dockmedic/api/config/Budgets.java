package io.dockmedic.api.config;

/**
 * How often Dockmedic may act; an act counts against all four.
 *
 * @param service on one service
 * @param rule    because of one rule
 * @param action  by one action, whichever rule asks for it
 * @param host    on this host
 */
public record Budgets(Budget service, Budget rule, Budget action, Budget host) {}
