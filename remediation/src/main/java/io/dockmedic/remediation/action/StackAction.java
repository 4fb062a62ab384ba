package io.dockmedic.remediation.action;

/**
 * An action that takes its stack, which is all services of the Compose project of the incident's container, one by one or because
 * others of it live on what it makes anew: nothing else is done to any of them meanwhile, and it is not begun while something is.
 */
public interface StackAction extends SelfSettling {}
