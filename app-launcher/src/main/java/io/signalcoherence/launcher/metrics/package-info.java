/**
 * What the service tells of itself in numbers: the catalogue of metrics, the observers that feed
 * them and the page that a scraper reads. The only place that knows OpenTelemetry.
 */
@NullMarked
package io.signalcoherence.launcher.metrics;

import org.jspecify.annotations.NullMarked;
