/** Tests of the local server, on real PostgreSQL processes; nothing depends on them. */
@NullMarked
package io.signalcoherence.adapter.postgres.local;

import org.jspecify.annotations.NullMarked;
