/** Readings as metrics: the names, types and labels that dashboards made for cAdvisor ask for. */
@NullMarked
package io.dockmedic.collectors.exposition;

import org.jspecify.annotations.NullMarked;
