/**
 * How the service is told what to be: one YAML file and environment variables, read into one
 * validated record per module. The only place that reads either; depends on the modules'
 * configuration records.
 */
@NullMarked
package io.signalcoherence.launcher.config;

import org.jspecify.annotations.NullMarked;
