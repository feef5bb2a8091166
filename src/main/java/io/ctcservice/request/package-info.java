/**
 * Requests, from the records that JSON gives to core types.
 *
 * <p>A body becomes a {@link io.ctcservice.request.BatchBody}, the record of its endpoint, unchecked: JSON directly, multipart
 * forms by {@link io.ctcservice.request.MultipartBatchReader}, single files and their query parameters by
 * {@link io.ctcservice.request.FileBatchReader}, tensors by {@link io.ctcservice.request.TensorBatchReader}. Recordings and
 * pictures become emissions on the way, by {@link io.ctcservice.request.Recognizer}. From there on all are the same:
 * {@link io.ctcservice.request.BatchReader} checks the record against {@link io.ctcservice.request.Limits}, collects what is
 * wrong in {@code Violations}, and makes a {@link io.ctcservice.request.Batch} of core types.
 */
@NullMarked
package io.ctcservice.request;

import org.jspecify.annotations.NullMarked;
