/**
 * What the fuzz targets of all modules share: their committed inputs, how a broken law is told, and
 * how an input is cut into pieces. Depends on the JDK and JUnit.
 */
@NullMarked
package io.signalcoherence.ports.corpus;

import org.jspecify.annotations.NullMarked;
