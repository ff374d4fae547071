#!/usr/bin/env python3
"""Contender "torch": PyTorch without torch.compile, on the CPU; the models of Models.java and ActorCritic.java.

It gets what makes it fast: images with the channels last, fused optimisers, its own LSTM and attention.
"""

import math
import os

import torch
from torch import nn
from torch.nn import functional as F

import contender
from contender import Workload

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count())))


# ------------------------------------------------------------------------------------------------------------ models


def initialised(module):
    """The module with weights as Haiku makes them: truncated normal ones for linear layers and convolutions, no biases."""
    for part in module.modules():
        if isinstance(part, (nn.Linear, nn.Conv2d)):
            deviation = 1 / math.sqrt(part.weight[0].numel())
            nn.init.trunc_normal_(part.weight, std=deviation, a=-2 * deviation, b=2 * deviation)
            if part.bias is not None:
                nn.init.zeros_(part.bias)
    return module


def perceptron():
    layers = [nn.Linear(784, 1000), nn.ReLU(), nn.Linear(1000, 100), nn.ReLU(), nn.Linear(100, 10)]
    return initialised(nn.Sequential(*layers))


def convolutional():
    return initialised(nn.Sequential(
        nn.Conv2d(1, 32, 3, padding="same"), nn.ReLU(),
        nn.Conv2d(32, 64, 3, padding="same"), nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(14 * 14 * 64, 128), nn.ReLU(),
        nn.Linear(128, 10),
    ))


def normed_convolution(inputs, outputs, window, stride):
    convolution = nn.Conv2d(inputs, outputs, window, stride, padding=window // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs))


class ResidualBlock(nn.Module):

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = normed_convolution(inputs, outputs, 3, stride)
        self.second = normed_convolution(outputs, outputs, 3, 1)
        self.shortcut = nn.Identity() if stride == 1 else normed_convolution(inputs, outputs, 1, stride)

    def forward(self, x):
        return F.relu(self.second(F.relu(self.first(x))) + self.shortcut(x))


def residual():
    layers = [normed_convolution(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    inputs = 64
    for outputs in (64, 128, 256, 512):
        layers += [ResidualBlock(inputs, outputs, 1 if outputs == 64 else 2), ResidualBlock(outputs, outputs, 1)]
        inputs = outputs
    network = initialised(nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10)))
    nn.init.zeros_(network[-1].weight)
    return network


class Recurrent(nn.Module):
    """Logits [time, batch, 64] of characters [time, batch]. PyTorch's LSTM has one bias more than Haiku's."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(64, 64)
        self.core = nn.LSTM(64, 256)
        self.output = initialised(nn.Linear(256, 64))

    def forward(self, characters):
        outputs, _ = self.core(self.embed(characters))
        return self.output(outputs)


class TransformerBlock(nn.Module):

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.attention_norm, self.mlp_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.queries_keys_values = nn.Linear(width, 3 * width)
        self.attention_output = nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU("tanh"), nn.Linear(4 * width, width))

    def forward(self, h):
        return self.transformed(h + self.attended(self.attention_norm(h)))

    def transformed(self, h):
        return h + self.mlp(self.mlp_norm(h))

    def attended(self, x):
        by_head = self.queries_keys_values(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(*by_head, is_causal=True)
        return self.attention_output(attended.transpose(1, 2).flatten(2))


class Transformer(nn.Module):
    """Logits [batch, time, vocabulary] of tokens [batch, time]."""

    def __init__(self, layers=4, width=256, heads=8, vocabulary=256, time=128):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, width)
        self.positions = nn.Parameter(torch.empty(time, width))
        nn.init.normal_(self.embed.weight, std=0.02)
        nn.init.normal_(self.positions, std=0.02)
        blocks = [TransformerBlock(width, heads) for _ in range(layers)]
        self.rest = initialised(nn.Sequential(*blocks, nn.LayerNorm(width), nn.Linear(width, vocabulary)))

    def forward(self, tokens):
        return self.rest(self.embed(tokens) + self.positions)


class ActorCritic(nn.Module):

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU())
        self.policy = nn.Linear(256, 6)
        self.value = nn.Linear(256, 1)
        initialised(self)

    def forward(self, observations):
        features = self.features(observations)
        return self.policy(features[:-1]), self.value(features).squeeze(-1)


# ------------------------------------------------------------------------------------------------------------ losses


def cross_entropy(model, batch):
    inputs, labels = batch
    return F.cross_entropy(model(inputs).flatten(0, -2), labels.flatten())


def v_trace(model, trajectories):
    """The loss of IMPALA: V-trace targets for the value, and policy gradients with the advantages that follow from them."""
    observations, actions, behaviour, rewards, discounts = trajectories
    logits, values = model(observations)
    log_policy = logits.log_softmax(-1)

    def taken(log_probabilities):
        return log_probabilities.gather(-1, actions.unsqueeze(-1)).squeeze(-1)

    log_taken = taken(log_policy)
    with torch.no_grad():
        clipped = (log_taken - taken(behaviour.log_softmax(-1))).exp().clamp(max=1)
        now, following = values[:-1], values[1:]
        errors = clipped * (rewards + discounts * following - now)
        traces = discounts * clipped
        total, totals = torch.zeros_like(errors[0]), []
        for error, trace in zip(errors.flip(0), traces.flip(0)):
            total = error + trace * total
            totals.append(total)
        targets = now + torch.stack(totals[::-1])
        bootstrapped = torch.cat([targets[1:], following[-1:]])
        advantages = clipped * (rewards + discounts * bootstrapped - now)
    policy_loss = -(log_taken * advantages).mean()
    value_loss = 0.5 * (targets - values[:-1]).square().mean()
    negated_entropy = (log_policy.exp() * log_policy).sum(-1).mean()
    return policy_loss + 0.5 * value_loss + 0.01 * negated_entropy


# -------------------------------------------------------------------------------------------------------------- data


def images(*shape):
    inputs = torch.rand(shape)
    if inputs.dim() == 4:
        inputs = inputs.to(memory_format=torch.channels_last)
    return inputs, torch.randint(10, shape[:1])


def tokens(below, *shape):
    return torch.randint(below, shape), torch.randint(below, shape)


def trajectories(time=20, batch=32):
    return (
        torch.randn(time + 1, batch, 64),
        torch.randint(6, (time, batch)),
        torch.randn(time, batch, 6),
        torch.randn(time, batch),
        torch.where(torch.rand(time, batch) > 0.05, 0.99, 0.0),
    )


# --------------------------------------------------------------------------------------------------------- workloads


def made(model):
    torch.manual_seed(0)
    return model().to(memory_format=torch.channels_last)


def count(model):
    return sum(parameter.numel() for parameter in model.parameters())


def training(model, optimizer, data, loss=cross_entropy):
    def make():
        network = made(model)
        update = optimizer(network.parameters())
        batch = data()
        last = [torch.tensor(math.nan)]

        def step():
            update.zero_grad(set_to_none=True)
            value = loss(network, batch)
            value.backward()
            update.step()
            last[0] = value.detach()

        return Workload(step, count(network), lambda: last[0].item())

    return make


def inference(model, data):
    def make():
        network = made(model).eval()
        inputs, _ = data()

        def step():
            with torch.inference_mode():
                network(inputs)

        return Workload(step, count(network))

    return make


def computing(function, *arguments):
    """A function of some tensors, which are made when the workload is."""

    def make():
        tensors = [argument() for argument in arguments]

        def step():
            with torch.inference_mode():
                function(*tensors)

        return Workload(step)

    return make


def elementwise(size):
    """An element-wise function, summed, with its gradient."""

    def make():
        x = torch.randn(size, requires_grad=True)

        def step():
            y = torch.tanh(1.3 * x + 0.7) * torch.sigmoid(x) + torch.exp(-x.square())
            torch.autograd.grad(y.sum(), x)

        return Workload(step)

    return make


def sgd(parameters):
    return torch.optim.SGD(parameters, 0.1, fused=True)


def momentum(parameters):
    return torch.optim.SGD(parameters, 0.1, momentum=0.9, fused=True)


def adam(parameters):
    return torch.optim.Adam(parameters, 1e-3, fused=True)


def adamw(parameters):
    return torch.optim.AdamW(parameters, 3e-4, weight_decay=0.01, fused=True)


def matrix():
    return torch.randn(1024, 1024)


def square(size):
    return lambda: torch.rand(size, size)


WORKLOADS = {
    "W1.train.b128": training(perceptron, sgd, lambda: images(128, 784)),
    "W1.train.b8": training(perceptron, sgd, lambda: images(8, 784)),
    "W1.infer.b1": inference(perceptron, lambda: images(1, 784)),
    "W1.infer.b128": inference(perceptron, lambda: images(128, 784)),
    "W2.train": training(convolutional, adam, lambda: images(64, 1, 28, 28)),
    "W2.infer": inference(convolutional, lambda: images(64, 1, 28, 28)),
    "W3.train": training(residual, momentum, lambda: images(32, 3, 32, 32)),
    "W3.infer": inference(residual, lambda: images(32, 3, 32, 32)),
    "W4.train": training(Recurrent, adam, lambda: tokens(64, 64, 32)),
    "W4.infer": inference(Recurrent, lambda: tokens(64, 64, 32)),
    "W5.train": training(Transformer, adamw, lambda: tokens(256, 8, 128)),
    "W5.infer": inference(Transformer, lambda: tokens(256, 8, 128)),
    "W6.train": training(ActorCritic, adam, trajectories, v_trace),
    "W7.elem.1M": elementwise(1 << 20),
    "W7.elem.10k": elementwise(10_000),
    "W7.softmax": computing(lambda x: x.softmax(-1), matrix),
    "W7.layernorm": computing(lambda x, scale: F.layer_norm(x, (1024,), scale, scale), matrix, lambda: torch.rand(1024)),
    "W7.gelu": computing(lambda x: F.gelu(x, approximate="tanh"), matrix),
    "W7.sum_rows": computing(lambda x: x.sum(1), matrix),
    "W7.sum_cols": computing(lambda x: x.sum(0), matrix),
    "W8.jit3": computing(lambda x, y: torch.tanh(x @ y + x), square(8), square(8)),
    "W8.eager": computing(lambda x: x + x, square(8)),
    "P.mm256": computing(torch.matmul, square(256), square(256)),
    "P.mm1024": computing(torch.matmul, square(1024), square(1024)),
}

if __name__ == "__main__":
    contender.main("torch", WORKLOADS)
