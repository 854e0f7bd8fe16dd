"""Something on the way from q to the result is cut off from the graph: v still learns, but no
gradient reaches q, which never learns what to attend to.
"""
# needs: detach | data | no_grad | numpy

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
    return scores.softmax(dim=-1).detach() @ v
