/**
 * The shape of the whole code base, as tests: layers, purity, names, signatures. It lives beside
 * the launcher because the launcher's class path holds every module. Nothing depends on it.
 */
@NullMarked
package io.signalcoherence.architecture;

import org.jspecify.annotations.NullMarked;
