"""An online softmax: one key at a time, with a running maximum, as fused kernels do it."""

import torch


def attention(q, k, v, causal=False):
    batch, queries, d = q.shape
    top = q.new_full((batch, queries, 1), float("-inf"))
    total = torch.zeros_like(top)
    out = q.new_zeros(batch, queries, v.shape[-1])
    for j in range(k.shape[1]):
        score = (q * k[:, j : j + 1]).sum(-1, keepdim=True) / d**0.5
        if causal:
            late = torch.arange(queries).lt(j)[:, None]
            score = torch.where(late, float("-inf"), score)
        higher = torch.maximum(top, score)
        shrink, weight = (top - higher).exp(), (score - higher).exp()
        total = total * shrink + weight
        out = out * shrink + weight * v[:, j : j + 1]
        top = higher
    return out / total
