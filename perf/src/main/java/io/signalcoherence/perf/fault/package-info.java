/**
 * The fault drill: lets a server that the service works with fail under load, and looks how the
 * service answers meanwhile, what it tells of it, and how it comes back.
 *
 * <p>It knows the service by its command line, its HTTP surface and its tables alone, and takes the
 * journal and the audits from {@code perf.drill}. It depends on {@code perf.proxy}, picocli and the
 * local starters of the adapters.
 */
@NullMarked
package io.signalcoherence.perf.fault;

import org.jspecify.annotations.NullMarked;
