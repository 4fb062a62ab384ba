/** What a scrape costs, by containers, and what a reading costs beside the engine's own ways. */
@NullMarked
package io.dockmedic.benchmarks.exporter;

import org.jspecify.annotations.NullMarked;
