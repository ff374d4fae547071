#!/usr/bin/env python3
"""Contender "jax": dm-haiku and optax under jax.jit, on the CPU; the models of Models.java and ActorCritic.java."""

import os

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import haiku as hk
import jax
import jax.numpy as jnp
import numpy as np
import optax

import contender
from contender import Workload

KEY = jax.random.PRNGKey(0)


# ------------------------------------------------------------------------------------------------------------ models


def perceptron(images):
    return hk.nets.MLP([1000, 100, 10])(images)


def convolutional(images):
    return hk.Sequential([
        hk.Conv2D(32, 3), jax.nn.relu,
        hk.Conv2D(64, 3), jax.nn.relu,
        hk.MaxPool((1, 2, 2, 1), (1, 2, 2, 1), "VALID"),
        hk.Flatten(),
        hk.Linear(128), jax.nn.relu,
        hk.Linear(10),
    ])(images)


def residual(is_training):
    return lambda images: hk.nets.ResNet18(10)(images, is_training)


def recurrent(characters):
    """Logits [time, batch, 64] of characters [time, batch]."""
    core = hk.LSTM(256)
    vectors = hk.Embed(64, 64)(characters)
    outputs, _ = hk.dynamic_unroll(core, vectors, core.initial_state(characters.shape[1]))
    return hk.Linear(64)(outputs)


def transformer(tokens, layers=4, width=256, heads=8, vocabulary=256):
    """Logits [batch, time, vocabulary] of tokens [batch, time]."""
    small = hk.initializers.TruncatedNormal(0.02)
    scaled = hk.initializers.VarianceScaling(2 / layers)
    time = tokens.shape[1]

    def normalised(x):
        return hk.LayerNorm(-1, True, True)(x)

    def attended(x):
        attention = hk.MultiHeadAttention(heads, width // heads, w_init=scaled, model_size=width)
        return attention(x, x, x, mask=jnp.tril(jnp.ones((1, 1, time, time))))

    def transformed(x):
        hidden = jax.nn.gelu(hk.Linear(4 * width, w_init=scaled)(x))
        return hk.Linear(width, w_init=scaled)(hidden)

    h = hk.Embed(vocabulary, width, w_init=small)(tokens)
    h += hk.get_parameter("positional_embeddings", [time, width], init=small)
    for _ in range(layers):
        h += attended(normalised(h))
        h += transformed(normalised(h))
    return hk.Linear(vocabulary)(normalised(h))


# ------------------------------------------------------------------------------------------------------------ losses


def cross_entropy(model):
    def loss(batch):
        inputs, labels = batch
        return optax.softmax_cross_entropy_with_integer_labels(model(inputs), labels).mean()

    return loss


def actor_critic(trajectories):
    """The loss of IMPALA: V-trace targets for the value, and policy gradients with the advantages that follow from them."""
    observations, actions, behaviour, rewards, discounts = trajectories
    features = hk.nets.MLP([256, 256], activate_final=True)(observations)
    log_policy = jax.nn.log_softmax(hk.Linear(6)(features)[:-1])
    values = hk.Linear(1)(features)[..., 0]

    def taken(log_probabilities):
        return jnp.take_along_axis(log_probabilities, actions[..., None], -1)[..., 0]

    log_taken = taken(log_policy)
    ratios = jnp.exp(log_taken - taken(jax.nn.log_softmax(behaviour)))
    clipped = jax.lax.stop_gradient(jnp.minimum(ratios, 1))
    now, following = jax.lax.stop_gradient((values[:-1], values[1:]))

    def backup(total, step):
        error, discount, trace = step
        total = error + discount * trace * total
        return total, total

    errors = clipped * (rewards + discounts * following - now)
    _, corrections = jax.lax.scan(backup, jnp.zeros(rewards.shape[1]), (errors, discounts, clipped), reverse=True)
    targets = now + corrections
    bootstrapped = jnp.concatenate([targets[1:], following[-1:]])
    advantages = clipped * (rewards + discounts * bootstrapped - now)
    policy_loss = -(log_taken * advantages).mean()
    value_loss = 0.5 * jnp.square(targets - values[:-1]).mean()
    negated_entropy = (jnp.exp(log_policy) * log_policy).sum(-1).mean()
    return policy_loss + 0.5 * value_loss + 0.01 * negated_entropy


# -------------------------------------------------------------------------------------------------------------- data


def numbers(*shape, seed=1):
    return jnp.asarray(np.random.default_rng(seed).random(shape), jnp.float32)


def normal(*shape, seed=1):
    return jnp.asarray(np.random.default_rng(seed).standard_normal(shape), jnp.float32)


def integers(below, *shape, seed=1):
    return jnp.asarray(np.random.default_rng(seed).integers(0, below, shape), jnp.int32)


def images(*shape):
    return numbers(*shape), integers(10, shape[0], seed=2)


def tokens(below, *shape):
    return integers(below, *shape), integers(below, *shape, seed=2)


def trajectories(time=20, batch=32):
    return (
        normal(time + 1, batch, 64),
        integers(6, time, batch),
        normal(time, batch, 6, seed=2),
        normal(time, batch, seed=3),
        jnp.where(numbers(time, batch) > 0.05, 0.99, 0.0),
    )


# --------------------------------------------------------------------------------------------------------- workloads


def count(params):
    return sum(leaf.size for leaf in jax.tree_util.tree_leaves(params))


def training(loss, optimizer, data):
    """Loss, gradients and the optimiser's update as one compiled function, which takes over the buffers of its argument."""

    def make():
        batch = data()
        transformed = hk.without_apply_rng(hk.transform_with_state(loss))
        params, state = jax.jit(transformed.init)(KEY, batch)

        def step(position, batch):
            params, state, moments = position
            gradient = jax.value_and_grad(transformed.apply, has_aux=True)
            (value, state), gradients = gradient(params, state, batch)
            updates, moments = optimizer.update(gradients, moments, params)
            return (optax.apply_updates(params, updates), state, moments), value

        compiled = jax.jit(step, donate_argnums=0)
        now = [(params, state, optimizer.init(params)), None]

        def run():
            now[:] = compiled(now[0], batch)
            now[1].block_until_ready()

        return Workload(run, count(params), lambda: float(now[1]))

    return make


def inference(initialised, data, model=None):
    def make():
        inputs, _ = data()
        params, state = jax.jit(hk.transform_with_state(initialised).init)(KEY, inputs)
        apply = hk.without_apply_rng(hk.transform_with_state(model or initialised)).apply
        compiled = jax.jit(lambda params, state, inputs: apply(params, state, inputs)[0])
        return Workload(lambda: compiled(params, state, inputs).block_until_ready(), count(params))

    return make


def computing(function, *arguments, compile=jax.jit):
    """A function of some arrays, which are made when the workload is."""

    def make():
        compiled = compile(function)
        arrays = [argument() for argument in arguments]
        return Workload(lambda: jax.block_until_ready(compiled(*arrays)))

    return make


def elementwise(x):
    return jnp.sum(jnp.tanh(1.3 * x + 0.7) * jax.nn.sigmoid(x) + jnp.exp(-jnp.square(x)))


def layer_norm(x, scale):
    centred = x - x.mean(-1, keepdims=True)
    variance = jnp.square(centred).mean(-1, keepdims=True)
    return centred * jax.lax.rsqrt(variance + 1e-5) * scale + scale


def matrix():
    return normal(1024, 1024)


def square(size, seed=1):
    return lambda: numbers(size, size, seed=seed)


WORKLOADS = {
    "W1.train.b128": training(cross_entropy(perceptron), optax.sgd(0.1), lambda: images(128, 784)),
    "W1.train.b8": training(cross_entropy(perceptron), optax.sgd(0.1), lambda: images(8, 784)),
    "W1.infer.b1": inference(perceptron, lambda: images(1, 784)),
    "W1.infer.b128": inference(perceptron, lambda: images(128, 784)),
    "W2.train": training(cross_entropy(convolutional), optax.adam(1e-3), lambda: images(64, 28, 28, 1)),
    "W2.infer": inference(convolutional, lambda: images(64, 28, 28, 1)),
    "W3.train": training(cross_entropy(residual(True)), optax.sgd(0.1, momentum=0.9), lambda: images(32, 32, 32, 3)),
    "W3.infer": inference(residual(True), lambda: images(32, 32, 32, 3), residual(False)),
    "W4.train": training(cross_entropy(recurrent), optax.adam(1e-3), lambda: tokens(64, 64, 32)),
    "W4.infer": inference(recurrent, lambda: tokens(64, 64, 32)),
    "W5.train": training(cross_entropy(transformer), optax.adamw(3e-4, weight_decay=0.01), lambda: tokens(256, 8, 128)),
    "W5.infer": inference(transformer, lambda: tokens(256, 8, 128)),
    "W6.train": training(actor_critic, optax.adam(1e-3), trajectories),
    "W7.elem.1M": computing(jax.value_and_grad(elementwise), lambda: normal(1 << 20)),
    "W7.elem.10k": computing(jax.value_and_grad(elementwise), lambda: normal(10_000)),
    "W7.softmax": computing(jax.nn.softmax, matrix),
    "W7.layernorm": computing(layer_norm, matrix, lambda: numbers(1024)),
    "W7.gelu": computing(jax.nn.gelu, matrix),
    "W7.sum_rows": computing(lambda x: x.sum(1), matrix),
    "W7.sum_cols": computing(lambda x: x.sum(0), matrix),
    "W8.jit3": computing(lambda x, y: jnp.tanh(x @ y + x), square(8), square(8, seed=2)),
    "W8.eager": computing(lambda x: x + x, square(8), compile=lambda function: function),
    "P.mm256": computing(jnp.matmul, square(256), square(256, seed=2)),
    "P.mm1024": computing(jnp.matmul, square(1024), square(1024, seed=2)),
}

if __name__ == "__main__":
    contender.main("jax", WORKLOADS)
