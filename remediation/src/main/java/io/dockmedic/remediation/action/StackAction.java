package io.dockmedic.remediation.action;

/**
 * An action on a whole stack, which is all services of the Compose project of the incident's container: nothing else is done
 * to any of them meanwhile, and it is not begun while something is.
 */
public interface StackAction extends SelfSettling {}
