/** What the api stage knows of the stages before it: a projection of incidents, and how it is written as JSON. */
@NullMarked
package io.dockmedic.api.view;

import org.jspecify.annotations.NullMarked;
