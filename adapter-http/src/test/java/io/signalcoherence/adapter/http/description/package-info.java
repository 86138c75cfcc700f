/** Holds answers of the HTTP surface to its own OpenAPI document. For tests of any module. */
@NullMarked
package io.signalcoherence.adapter.http.description;

import org.jspecify.annotations.NullMarked;
