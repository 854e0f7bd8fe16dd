"""What is masked is told by a score of 0, which `tril` leaves. But a visible key may have that
score, too: where q is 0, all of them. Make the mask of positions, not of values.
"""
# needs: tril | triu

import torch


def attention(q, k, v, causal=False):
    """Scaled dot-product attention, by hand.

    q: (batch, queries, d), k: (batch, keys, d), v: (batch, keys, e), all float32 or
    all float64. Returns (batch, queries, e) in the same dtype. With causal=True (as
    many queries as keys), query i sees keys 0..i only.
    """
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    if causal:
        scores = scores.tril()
        scores = scores.masked_fill(scores == 0, float("-inf"))
    return scores.softmax(dim=-1) @ v
