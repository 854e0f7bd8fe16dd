"""With einsum, a mask that is added, and the scale as a factor."""

import torch


def attention(q, k, v, causal=False):
    """Scaled dot-product attention, by hand.

    q: (batch, queries, d), k: (batch, keys, d), v: (batch, keys, e), all float32 or
    all float64. Returns (batch, queries, e) in the same dtype. With causal=True (as
    many queries as keys), query i sees keys 0..i only.
    """
    scores = torch.einsum("bqd,bkd->bqk", q, k) * q.size(-1) ** -0.5
    if causal:
        size = q.size(1)
        scores = scores + torch.full((size, size), float("-inf")).triu(1)
    return torch.einsum("bqk,bke->bqe", torch.softmax(scores, dim=2), v)
