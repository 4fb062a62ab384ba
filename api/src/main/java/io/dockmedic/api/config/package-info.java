/** What the owner may set: one strict YAML file, every setting with a default, secrets only from files or environment. */
@NullMarked
package io.dockmedic.api.config;

import org.jspecify.annotations.NullMarked;
