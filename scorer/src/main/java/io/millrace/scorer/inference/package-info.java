/** Synchronous inference over HTTP, by the Open Inference Protocol version 2: what a request asks, and what it is answered. */
package io.millrace.scorer.inference;
