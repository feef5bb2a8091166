/** What a request asks for, as core types: batches, vocabularies, targets, and its limits. */
@NullMarked
package io.ctcservice.request;

import org.jspecify.annotations.NullMarked;
