@NullMarked
package io.signalcoherence.adapter.neo4j.local;

import org.jspecify.annotations.NullMarked;
