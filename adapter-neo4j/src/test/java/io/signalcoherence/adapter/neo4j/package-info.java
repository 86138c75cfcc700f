/** Tests of the adapter against a real server. */
@NullMarked
package io.signalcoherence.adapter.neo4j;

import org.jspecify.annotations.NullMarked;
