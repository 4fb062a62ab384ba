/** A real browser, driven from outside over its own protocol. */
package io.dockmedic.testkit.browser;
