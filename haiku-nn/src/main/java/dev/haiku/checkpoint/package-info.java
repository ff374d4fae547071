/**
 * Parameters, states and whole training states in files: safetensors, NumPy's {@code .npy} and {@code .npz}, folders of
 * checkpoints, and the names of other libraries.
 *
 * <p>{@link dev.haiku.checkpoint.CheckpointFolder} is the entrance for training, {@link
 * dev.haiku.checkpoint.Safetensors} and {@link dev.haiku.checkpoint.Npz} for single files. Imports only public packages
 * of the core.
 */
@NullMarked
package dev.haiku.checkpoint;

import org.jspecify.annotations.NullMarked;
