/**
 * What stands in {@code app-launcher/deploy} is checked against the code and the docs: rules
 * against their cases and sections, rules and panels against the metrics of a running service.
 */
@NullMarked
package io.signalcoherence.launcher.deploy;

import org.jspecify.annotations.NullMarked;
