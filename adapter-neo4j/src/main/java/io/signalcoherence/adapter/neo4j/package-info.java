/**
 * The ledger's projection into a Neo4j graph: implements the driven ports of the graph. May depend
 * on the ports and the Bolt driver; only the launcher, drills and measurements depend on it.
 */
@NullMarked
package io.signalcoherence.adapter.neo4j;

import org.jspecify.annotations.NullMarked;
