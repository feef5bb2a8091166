/** Requests as core types: batches, vocabularies, targets, and limits. */
@NullMarked
package io.ctcservice.request;

import org.jspecify.annotations.NullMarked;
