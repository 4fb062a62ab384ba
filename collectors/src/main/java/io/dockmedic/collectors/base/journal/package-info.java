/** The record on disk: one SQLite file, one writer, each stage's own tables. */
@NullMarked
package io.dockmedic.collectors.base.journal;

import org.jspecify.annotations.NullMarked;
