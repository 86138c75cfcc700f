/**
 * The HTTP surface: signals in, scores out, health and metrics. It calls driving ports and depends
 * on them alone; only the launcher and measurements depend on it.
 */
@NullMarked
package io.signalcoherence.adapter.http;

import org.jspecify.annotations.NullMarked;
